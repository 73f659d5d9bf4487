module verbale.dev/verbale

go 1.26.8

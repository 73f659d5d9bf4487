# make          build the binary
# make test     what every change must pass
# make soak     what takes long: all of the corpora, kills, fuzzing, emulated machines
# make train    the language engine's model anew, from the corpora (PYTHON names the interpreter; training/README.md)
# make release  one binary a platform under dist/

export CGO_ENABLED = 0
PLATFORMS = linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64
FUZZTIME ?= 10m

.PHONY: build test soak fuzz release platforms train

build:
	go build -o verbale ./cmd/verbale

test:
	test -z "$$(gofmt -l .)"
	go vet ./...
	go vet -tags training ./lang ./training/...
	go test ./...

soak: test fuzz
	VERBALE_SOAK=1 go test -count=1 -timeout 4h ./...

# Every fuzz target in turn, FUZZTIME each.
fuzz:
	@for package in $$(go list ./...); do \
	  for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
	    echo "$$package $$target"; go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
	  done; \
	done

train:
	training/engine/run.sh lang/english.model

platforms:
	@for platform in $(PLATFORMS); do \
	  echo $$platform; GOOS=$${platform%/*} GOARCH=$${platform#*/} go build -o /dev/null ./cmd/verbale || exit 1; \
	done

release:
	@for platform in $(PLATFORMS); do \
	  ending=; case $$platform in windows/*) ending=.exe;; esac; \
	  GOOS=$${platform%/*} GOARCH=$${platform#*/} go build -trimpath -ldflags '-s -w' \
	    -o dist/verbale-$${platform%/*}-$${platform#*/}$$ending ./cmd/verbale || exit 1; \
	done; ls -l dist

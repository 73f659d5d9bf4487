package attribution

// confidenceOf gives a draft its confidence per mille by the margin with which
// the classifiers prefer it, in units of 1/24 natural log odds.
func confidenceOf(d *draft) int {
	switch d.rule {
	case ruleQuotation:
		return 400
	case ruleBackward:
		return 700
	}
	for _, band := range bands {
		if d.margin >= band.margin {
			return band.confidence
		}
	}
	return 300
}

var bands = []struct {
	margin     int32
	confidence int
}{{150, 900}, {100, 800}, {60, 700}, {30, 600}, {10, 500}}

package attribution

// confidenceOf gives a draft its confidence per mille: the share of statements
// with its rule and margin that were right in substance on PolNeAR dev, as
// docs/evaluation-attribution.md defines it. What the data cannot tell of, since
// it is not annotated there, has a cautious guess.
func confidenceOf(d *relation) int {
	switch d.rule {
	case ruleQuotation:
		return 400
	case rulePlain, rulePlainNested:
		return 650
	case ruleBackward, ruleBeside, ruleHeadline, ruleDialogue, ruleSigned:
		return 600
	case ruleColon:
		return 730
	case ruleNested:
		return min(700, confidenceOfMargin(d.margin))
	case ruleEncoder:
		return encoderConfidence(d.margin)
	case ruleEncoderNested:
		return min(700, encoderConfidence(d.margin))
	case ruleShared:
		return confidenceOfMargin(d.margin) * 3 / 4
	}
	return confidenceOfMargin(d.margin)
}

// confidenceOfMargin looks up the margin with which the classifiers prefer a
// statement, in units of 1/24 natural log odds.
func confidenceOfMargin(margin int32) int {
	for _, band := range bands {
		if margin >= band.margin {
			return band.confidence
		}
	}
	return 500
}

// bands are fitted to PolNeAR dev, merged where they did not rise.
var bands = []struct {
	margin     int32
	confidence int
}{{133, 900}, {100, 840}, {50, 780}, {17, 570}}

// encoderConfidence looks up the margin with which the encoder prefers a statement,
// in units of 1/1024 natural log odds.
func encoderConfidence(margin int32) int {
	for _, band := range encoderBands {
		if margin >= band.margin {
			return band.confidence
		}
	}
	return 390
}

// encoderBands are fitted to PolNeAR dev, merged where they did not rise.
var encoderBands = []struct {
	margin     int32
	confidence int
}{{5120, 930}, {4608, 880}, {3584, 820}, {3072, 720}, {2560, 660}, {1536, 580}, {1024, 440}}

package attribution

import (
	"testing"

	"verbale.dev/verbale"
	"verbale.dev/verbale/internal/lexicon"
	"verbale.dev/verbale/internal/reading/page"
	"verbale.dev/verbale/lang"
)

// TestKinds reads sentences of a plain make and looks at the kind of the first
// statement; docs/kinds.md has the rules.
func TestKinds(t *testing.T) {
	t.Parallel()
	analyzer := lang.NewAnalyzer()
	for _, c := range []struct {
		text       string
		kind       verbale.Kind
		factuality verbale.Factuality
	}{
		{"The minister said that the road was open.", verbale.Say, verbale.Asserted},
		{"The minister asked whether the road was open.", verbale.Ask, verbale.Asserted},
		{"The minister asked the council to open the road.", verbale.Demand, verbale.Asserted},
		{"The minister insisted that the road was open.", verbale.Say, verbale.Asserted},
		{"The minister insisted that the road must be opened.", verbale.Demand, verbale.Asserted},
		{"The minister insisted that each side withdraw its guns.", verbale.Demand, verbale.Asserted},
		{"The minister said that the council must open the road.", verbale.Demand, verbale.Asserted},
		{"The minister said that he would open the road.", verbale.Intend, verbale.Asserted},
		{"The minister said that the rebels would close the road.", verbale.Predict, verbale.Asserted},
		{"The minister said that the rebels had violated the truce.", verbale.Accuse, verbale.Asserted},
		{"The minister warned that the rebels would close the road.", verbale.Warn, verbale.Asserted},
		{"The minister promised that the road would be opened.", verbale.Promise, verbale.Asserted},
		{"The minister declined to comment.", verbale.Decline, verbale.Asserted},
		{"The minister refused to open the road.", verbale.Reject, verbale.Asserted},
		{"The minister denied that the road was closed.", verbale.Deny, verbale.Asserted},
		{"The minister admitted that the road was closed.", verbale.Acknowledge, verbale.Asserted},
		{"The minister accused the rebels of closing the road.", verbale.Accuse, verbale.Asserted},
		{"The minister did not say that the road was closed.", verbale.Say, verbale.Negated},
		{"The kingdom does not recognise the election.", verbale.Reject, verbale.Asserted},
		{"The minister suggested that the road should be opened.", verbale.Propose, verbale.Asserted},
		{"The minister said the council had better manners.", verbale.Say, verbale.Asserted},
		{"The minister asked the council for an answer.", verbale.Demand, verbale.Asserted},
		{"The minister wanted to know whether the road was open.", verbale.Ask, verbale.Asserted},
		{"The minister wants to see the road opened.", verbale.Demand, verbale.Asserted},
		{"The minister said he would not accept the plan.", verbale.Reject, verbale.Asserted},
		{"The minister said he would not attend the feast.", verbale.Decline, verbale.Asserted},
		{"The minister said he could not comment.", verbale.Decline, verbale.Asserted},
		{"The minister said that his government would open the road.", verbale.Intend, verbale.Asserted},
		{"The Ruritanian minister said that Ruritania would open the road.", verbale.Intend, verbale.Asserted},
		{"The minister said that Freedonia would open the road.", verbale.Predict, verbale.Asserted},
		{"The minister said that the rebels could cut the road.", verbale.Predict, verbale.Asserted},
		{"The minister answered that it would.", verbale.Promise, verbale.Asserted},
		{"The minister said no to the plan.", verbale.Reject, verbale.Asserted},
		{"The minister said it was not true that the road was closed.", verbale.Deny, verbale.Asserted},
		{"The minister dismissed claims that the road was closed.", verbale.Deny, verbale.Asserted},
		{"The minister rejected the proposal to close the road.", verbale.Reject, verbale.Asserted},
		{"The minister stressed the need for talks about the road.", verbale.Demand, verbale.Asserted},
		{"The minister said it was time to open the road.", verbale.Demand, verbale.Asserted},
		{"The minister said he was ready to open the road.", verbale.Intend, verbale.Asserted},
		{"The minister said there must be a mistake.", verbale.Say, verbale.Asserted},
		{"“We must open the road,” the minister said.", verbale.Say, verbale.Asserted},
		{"“You must open the road,” the minister said.", verbale.Demand, verbale.Asserted},
		{"“We reject the plan,” the minister said.", verbale.Reject, verbale.Asserted},
		{"“I call on the rebels to leave,” the minister said.", verbale.Demand, verbale.Asserted},
		{"The minister said she supported the plan.", verbale.Support, verbale.Asserted},
		{"The minister said she had accepted the plan.", verbale.Say, verbale.Asserted},
		{"“We do not recognise the council,” the minister said.", verbale.Reject, verbale.Asserted},
		{"“I think we want to open the road,” the minister said.", verbale.Intend, verbale.Asserted},
		{"The minister said she hoped that the road would be opened.", verbale.Predict, verbale.Asserted},
		{"The minister hopes to open the road.", verbale.Intend, verbale.Asserted},
		{"“We want the rebels to leave,” the minister said.", verbale.Demand, verbale.Asserted},
		{"“We thank the pilots,” the minister said.", verbale.Praise, verbale.Asserted},
		{"The minister believes that the rebels will close the road.", verbale.Predict, verbale.Asserted},
		{"The minister believes that the rebels violated the truce.", verbale.Accuse, verbale.Asserted},
		{"The minister said the envoy is to meet the pilots.", verbale.Predict, verbale.Asserted},
		{"The minister said the road was due to be opened.", verbale.Predict, verbale.Asserted},
		{"The minister said the truce was never violated.", verbale.Say, verbale.Asserted},
		{"The minister said the rebels did not betray anybody.", verbale.Say, verbale.Asserted},
		{"The minister said the answer lies in talks.", verbale.Say, verbale.Asserted},
		{"The minister said the boat lay at anchor.", verbale.Say, verbale.Asserted},
		{"The minister said the rebels lied.", verbale.Accuse, verbale.Asserted},
		{"The minister said that mistakes were made.", verbale.Say, verbale.Asserted},
		{"The minister said that the truce was violated by the rebels.", verbale.Accuse, verbale.Asserted},
		{"The minister said the road would be closed if the rebels violated the truce.", verbale.Threaten, verbale.Asserted},
		{"The minister insisted that the rebels would close the road.", verbale.Predict, verbale.Asserted},
		{"The minister said he was committed to the truce.", verbale.Promise, verbale.Asserted},
		{"The minister said he urged the rebels to leave.", verbale.Say, verbale.Asserted},
		{"“I need to rest,” the minister said.", verbale.Say, verbale.Asserted},
		{"The minister said he would not invade the valley.", verbale.Promise, verbale.Asserted},
		{"The minister declined to give details.", verbale.Decline, verbale.Asserted},
		{"“Is the road open?” the minister said.", verbale.Ask, verbale.Asserted},
		{"The minister called the raid a crime.", verbale.Accuse, verbale.Asserted},
		{"The minister held the rebels responsible for the raid.", verbale.Accuse, verbale.Asserted},
		{"The minister announced that the road would be opened.", verbale.Intend, verbale.Asserted},
		{"The minister warned the rebels to leave the road.", verbale.Demand, verbale.Asserted},
		{"The minister welcomed the news that the road was open.", verbale.Praise, verbale.Asserted},
		{"The minister might say that the road is open.", verbale.Say, verbale.Possible},
		{"Few said that it would rain.", verbale.Predict, verbale.Asserted},
		{"The pilots said that it would rain.", verbale.Predict, verbale.Asserted},
		{"The council said that it would open the road.", verbale.Intend, verbale.Asserted},
		{"The minister said he was not thinking of the road.", verbale.Say, verbale.Asserted},
		{"Freedonia condemned the council's refusal to open the road.", verbale.Accuse, verbale.Asserted},
	} {
		statements := Find(Shipped(), lexicon.Load(), "x", page.New(analyzer.Analyze(c.text), nil))
		if len(statements) == 0 {
			t.Errorf("%s: no statement", c.text)
			continue
		}
		if s := statements[0]; s.Kind != c.kind || s.Factuality != c.factuality {
			t.Errorf("%s: %s %s, want %s %s", c.text, s.Kind, s.Factuality, c.kind, c.factuality)
		}
	}
}

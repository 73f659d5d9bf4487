package wording

import "strings"

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// What words show, each list with the type of difference that hangs on it.
var (
	negations   = setOf("not no never none nothing neither nor nobody without")
	modals      = setOf("must shall should may might can could will would ought need")
	certainties = setOf("perhaps maybe possibly probably certainly definitely surely clearly likely undoubtedly")
	conditions  = setOf("if unless provided until only")
	agents      = setOf("i we they he she")
	pronouns    = setOf("i we you they he she it")
	days        = setOf("today yesterday tomorrow tonight")

	// fillers are words of speaking that a report may leave out or a speaker repeat.
	fillers = setOf("really just well now so and but then frankly very actually basically also even i mean think you know")

	// grammar are the words whose presence is a matter of style.
	grammar = setOf("a an the that of")

	// function are the words that anchor nothing.
	function = setOf(`a an the this that these those and or but nor so if then than as because while although
of in on upon at by for with about against between into through during before after to from up down out off over under
i me my we us our you your he him his she her it its they them their who whom whose which what there here when where why how
be am is are was were been being have has had do does did will would shall should can could may might must not no never
very just also only more most much many some any all both each every`)
)

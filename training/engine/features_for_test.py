"""Prints lang/network_input_internal_test.go: rows of some forms, for the twin in Go to meet."""
import features

FORMS = ["the", "The", "THE", "1997", "a", "U.S.", "“", "’s", "…", "wait…", "naïve", "ÀÉ×Þ", "Ärzte", "МОСКВА",
         "Ωμέγα", "日本", "😀👍", "anti-Trump", "—", "x1-Y2", "Œuvre", "œuvre", "%", "$1,000.50", "don’t", "ß"]


def quoted(c):
    if c in '"\\':
        return "\\" + c
    if ord(c) < 128:
        return c
    return f"\\u{ord(c):04X}" if ord(c) < 0x10000 else f"\\U{ord(c):08X}"


def main():
    words = {w: i + 3 for i, w in enumerate(["the", "0000", '"', "œuvre"])}
    print("package lang\n")
    print("// featuresOfTraining are rows as training/engine/features.py gives them for a")
    print("// vocabulary of four words; training/engine/features_for_test.py wrote the table.")
    print("var featuresOfTraining = map[string]wordRows{")
    for form in FORMS:
        print('\t"%s": {%s},' % ("".join(map(quoted, form)), ", ".join(map(str, features.rows(form, words)))))
    print("}")


if __name__ == "__main__":
    main()

"""count.py GLOB… [TITLE]: adds up JUnit files and prints one line of counts."""
import glob
import sys
import xml.etree.ElementTree as ElementTree


def counts(patterns):
    passed = failed = skipped = 0
    for path in (path for pattern in patterns for path in glob.glob(pattern)):
        try:
            cases = list(ElementTree.parse(path).iter("testcase"))
        except ElementTree.ParseError:
            failed += 1  # the program died before it closed its report
            continue
        for case in cases:
            if case.find("failure") is not None or case.find("error") is not None:
                failed += 1
            elif case.find("skipped") is not None:
                skipped += 1
            else:
                passed += 1
    return passed, failed, skipped


if __name__ == "__main__":
    *patterns, title = sys.argv[1:]
    passed, failed, skipped = counts(patterns)
    print(f"{title}: " * bool(title) + f"{passed} passed, {failed} failed, {skipped} skipped")

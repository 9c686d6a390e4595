"""Which figures follow from which, said once: for the checks, for what a public paper hides, for a written report."""

# A whole and what adds up to it, within any period.
PARTS: dict[str, tuple[str, ...]] = {
    "C02": ("C03", "C04", "C05", "C05b"),
    "C03": ("C15a", "C15b"),
    "A02": ("C03", "A01"),
}
# Where those accepted can be by the end of a period, but for those taken over (C30) and those taken back.
WHEREABOUTS = ("C02", "C07", "C06")
# Money that is added up over cases: the figure, and which of its further numbers says over how many.
MONEY_OVER = {"C13": "cases"}

"""Names of the divisions above a town, where the ledger does not say them; an unknown one is called by its code."""

# GB/T 2260: the region, the city of Nagqu and its counties.
NAMES = {
    "54": "西藏自治区",
    "5406": "那曲市",
    "540602": "色尼区",
    "540621": "嘉黎县",
    "540622": "比如县",
    "540623": "聂荣县",
    "540624": "安多县",
    "540625": "申扎县",
    "540626": "索县",
    "540627": "班戈县",
    "540628": "巴青县",
    "540629": "尼玛县",
    "540630": "双湖县",
}


def division_name(prefix: str) -> str:
    return NAMES.get(prefix, prefix)

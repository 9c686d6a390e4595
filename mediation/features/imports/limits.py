"""How much of a file is looked at, and the one sentence with which a whole file is refused."""

from mediation.kernel.errors import Reason, Unreadable
from mediation.kernel.labels import N_

MEGABYTE = 1024 * 1024
LONGEST_FILE = 20 * MEGABYTE
MOST_UNPACKED = 200 * MEGABYTE
MOST_TABLES = 32 * MEGABYTE  # of unpacked sheets and texts; ten thousand rows of our widest ledger take about twenty
MOST_ROWS = 10_000  # of data in one file
MOST_ROWS_SEEN = MOST_ROWS + 200  # in one sheet, with its titles, headings and totals
MOST_CELLS = 2_000_000  # of the rectangle that a sheet spans: one cell far away makes a reader fill all in between

# Of the markup of one member; office programs write far less of each.
DEEPEST = 64  # elements inside each other
MOST_ATTRIBUTES = 64  # of one element
MOST_NAMES = 1024  # different ones, of elements and attributes
LONGEST_NAME = 256
LONGEST_TEXT = 65_536  # characters in one cell; a spreadsheet program takes half as many
MOST_TEXT = 16_000_000  # characters of all cells, a shared text counted wherever it stands
LONGEST_SILENCE = 256 * 1024  # bytes of a tag or remark that does not end

NO_WORKBOOK = Reason("no_workbook", N_("这不是电子表格，请另存为 xlsx 文件再导入。"))
DAMAGED = Reason("damaged", N_("文件损坏，打不开，请重新保存再导入。"))
ENCRYPTED = Reason("encrypted", N_("文件加了密码，请去掉密码再导入。"))
NO_HEADINGS = Reason("no_headings", N_("没有找到认识的表头，请对照样表检查。"))
OTHER_LEDGER = Reason("other_ledger", N_("这个文件里没有要导入的那种台账。"))
TOO_LONG = Reason("too_long", N_("文件超过20兆，请分成几个再导入。"))
UNPACKS_TOO_BIG = Reason("unpacks_too_big", N_("文件解开以后太大，不能导入。请只留下台账再试。"))
SPREAD_TOO_WIDE = Reason("spread_too_wide", N_("表格里有内容离数据太远，请删去数据以外的行和列再导入。"))


def too_many_rows(most: int = MOST_ROWS) -> Reason:
    """The sentence for a file of more rows than may come at once."""
    return Reason("too_many_rows", N_("超过{most}行，请分成几个文件再导入。"), values=(("most", str(most)),))


def refused(reason: Reason) -> Unreadable:
    """The refusal of a whole file."""
    return Unreadable(reason)


# A file that is something else: left alone where it was not asked for by name.
HARMLESS = (NO_WORKBOOK, NO_HEADINGS, OTHER_LEDGER)

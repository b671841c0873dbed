"""A number and the name of a number format (w:numFmt) in; the number as a reader sees it out."""

from typing import Final

DIGITS: Final = "〇一二三四五六七八九"
LEGAL: Final = {"chineseLegalSimplified": ("零壹贰叁肆伍陆柒捌玖", "拾", "佰", "仟")}
LEGAL["ideographLegalTraditional"] = ("零壹貳參肆伍陸柒捌玖", "拾", "佰", "仟")
PLAIN: Final = (DIGITS.replace("〇", "零"), "十", "百", "千")
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
# Formats that count on with one sign for each number: the first sign, and how many there are
SIGNS: Final = {
    "decimalEnclosedCircle": (0x2460, 20),  # ①
    "decimalEnclosedCircleChinese": (0x2460, 20),
    "decimalEnclosedParen": (0x2474, 20),  # ⑴
    "decimalEnclosedFullstop": (0x2488, 20),  # ⒈
    "ideographEnclosedCircle": (0x3220, 10),  # ㈠
}
CYCLES: Final = {"ideographTraditional": STEMS, "ideographZodiac": BRANCHES}
COUNTED: Final = {
    *("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand"),
    *("japaneseCounting", "koreanCounting", "ideographDigitalCounting"),
}
ROMAN: Final = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    )
)
RAISED: Final = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")


def written(number: int, format: str) -> str:
    """A number as a list of this format writes it; in digits where the format is not known.

    >>> names = ("chineseCounting", "lowerRoman", "chineseLegalSimplified", "ideographTraditional")
    >>> [written(12, name) for name in names]
    ['十二', 'xii', '壹拾贰', '乙']
    """
    if format in COUNTED:
        return _counted(number, PLAIN)
    if format in LEGAL:
        return _counted(number, LEGAL[format])
    if format in CYCLES and number > 0:
        return CYCLES[format][(number - 1) % len(CYCLES[format])]
    if format in SIGNS and 0 < number <= SIGNS[format][1]:
        return chr(SIGNS[format][0] + number - 1)
    if format == "ideographZodiacTraditional" and number > 0:
        return STEMS[(number - 1) % 10] + BRANCHES[(number - 1) % 12]
    if format in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _cased(_roman(number), format)
    if format in ("lowerLetter", "upperLetter") and number > 0:
        return _cased(chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 8), format)
    return _in_digits(number, format)


def raised(words: str) -> str:
    """The words as raised signs where every one of them has such a form, so that 10 and a raised 4 are not read as 104.

    >>> raised("4"), raised("-1"), raised("注"), raised("+")
    ('⁴', '⁻¹', '注', '+')
    """
    found = words.translate(RAISED)
    is_number = any(sign.isdecimal() for sign in words) and not set(found.strip()) & set(words)
    return found if is_number else words


def _in_digits(number: int, format: str) -> str:
    match format:
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return "".join(DIGITS[int(digit)] for digit in str(number))
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
        case "decimalZero":
            return f"{number:02}"
        case "numberInDash":
            return f"- {number} -"
    return str(number)


def _cased(letters: str, format: str) -> str:
    return letters.upper() if format.startswith("upper") else letters


def _counted(number: int, signs: tuple[str, ...]) -> str:
    """12 → 十二 or 壹拾贰, 103 → 一百零三; 10,000 and more stay in digits."""
    if not 0 < number < 10_000:
        return str(number)
    digits, ten = signs[0], signs[1]
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap else "") + digits[digit] + ("" if place == 0 else signs[place])
        gap = bool(text) and not digit
    return text.removeprefix("一") if ten == "十" and text.startswith("一十") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text

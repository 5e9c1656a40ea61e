"""Equations: Office MathML as LaTeX."""

from collections.abc import Callable

from lxml.etree import _Element as Element

from ..names import M, W, local

ACCENTS = {
    "\u0302": "hat",
    "\u0303": "tilde",
    "\u0304": "bar",
    "\u0305": "overline",
    "\u0307": "dot",
    "\u0308": "ddot",
    "\u20db": "dddot",
    "\u0301": "acute",
    "\u0300": "grave",
    "\u0306": "breve",
    "\u030c": "check",
    "\u20d7": "vec",
    "\u2192": "vec",
    "^": "hat",
    "~": "tilde",
    "¯": "bar",
    "˙": "dot",
    "¨": "ddot",
    "ˇ": "check",
    "˘": "breve",
}
OPERATORS = {
    "∑": r"\sum", "∏": r"\prod", "∐": r"\coprod", "∫": r"\int", "∬": r"\iint", "∭": r"\iiint",
    "∮": r"\oint", "∯": r"\oiint", "∰": r"\oiiint", "⋃": r"\bigcup", "⋂": r"\bigcap",
    "⋁": r"\bigvee", "⋀": r"\bigwedge", "⨁": r"\bigoplus", "⨂": r"\bigotimes", "⨀": r"\bigodot",
}  # fmt: skip
GREEK = (
    "alpha", "beta", "gamma", "delta", "varepsilon", "zeta", "eta", "theta", "iota", "kappa",
    "lambda", "mu", "nu", "xi", "o", "pi", "rho", "varsigma", "sigma", "tau", "upsilon",
    "varphi", "chi", "psi", "omega",
)  # fmt: skip
CAPITALS = {
    "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma",
    "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}  # fmt: skip
SIGNS = {
    "±": r"\pm", "∓": r"\mp", "×": r"\times", "÷": r"\div", "⋅": r"\cdot", "·": r"\cdot",
    "∘": r"\circ", "∗": "*", "≤": r"\leq", "≥": r"\geq", "≠": r"\neq", "≈": r"\approx",
    "≡": r"\equiv", "∼": r"\sim", "≃": r"\simeq", "≅": r"\cong", "∝": r"\propto", "≪": r"\ll",
    "≫": r"\gg", "∞": r"\infty", "∂": r"\partial", "∇": r"\nabla", "∈": r"\in", "∉": r"\notin",
    "∋": r"\ni", "⊂": r"\subset", "⊃": r"\supset", "⊆": r"\subseteq", "⊇": r"\supseteq",
    "∪": r"\cup", "∩": r"\cap", "∅": r"\emptyset", "∀": r"\forall", "∃": r"\exists", "¬": r"\neg",
    "∧": r"\land", "∨": r"\lor", "→": r"\to", "←": r"\leftarrow", "↔": r"\leftrightarrow",
    "⇒": r"\Rightarrow", "⇐": r"\Leftarrow", "⇔": r"\Leftrightarrow", "↦": r"\mapsto",
    "↑": r"\uparrow", "↓": r"\downarrow", "…": r"\ldots", "⋯": r"\cdots", "⋮": r"\vdots",
    "⋱": r"\ddots", "ℝ": r"\mathbb{R}", "ℕ": r"\mathbb{N}", "ℤ": r"\mathbb{Z}",
    "ℚ": r"\mathbb{Q}", "ℂ": r"\mathbb{C}", "ℏ": r"\hbar", "ℓ": r"\ell", "ℜ": r"\Re",
    "ℑ": r"\Im", "∠": r"\angle", "⊥": r"\perp", "∥": r"\parallel", "⊕": r"\oplus",
    "⊗": r"\otimes", "†": r"\dagger", "∣": r"\mid", "−": "-", "′": "'", "⟨": r"\langle",
    "⟩": r"\rangle", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil",
    "‖": r"\|", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$",
    "_": r"\_", "\\": r"\backslash", "\u2061": "", "\u2062": "", "\u2063": ",", "\u00a0": r"\ ",
    "\u2009": r"\,", "\u2003": r"\quad", "ϵ": r"\epsilon", "ϕ": r"\phi", "ϑ": r"\vartheta",
    "^": r"\hat{}", "~": r"\sim",
}  # fmt: skip
SIGNS |= {chr(0x3B1 + at): f"\\{name}" for at, name in enumerate(GREEK) if name != "o"}
SIGNS |= {sign: f"\\{name}" for sign, name in CAPITALS.items()} | OPERATORS
FUNCTIONS = {
    "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "arcsin", "arccos",
    "arctan", "log", "ln", "lg", "exp", "lim", "max", "min", "sup", "inf", "det", "dim", "ker",
    "gcd", "deg", "arg", "hom", "Pr", "limsup", "liminf",
}  # fmt: skip
SCRIPTS = {"script": "mathcal", "fraktur": "mathfrak", "double-struck": "mathbb"}
DELIMITERS = {"": ".", "〈": r"\langle", "〉": r"\rangle", "∣": "|"}


def latex(found: Element) -> str:
    """Return an `m:oMath` as LaTeX."""
    return _joined(found).strip()


def _joined(parent: Element | None) -> str:
    """Return the children one after the other; a space keeps a command and a letter apart."""
    made = ""
    for child in () if parent is None else parent:
        piece = _one(child)
        if piece and made and made[-1].isalpha() and piece[0].isalnum() and _ends_command(made):
            made += " "
        made += piece
    return made


def _ends_command(made: str) -> bool:
    return made.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ").endswith("\\")


def _one(found: Element) -> str:
    convert = CONVERTERS.get(local(found))
    if convert:
        return convert(found)
    return "" if local(found).endswith("Pr") else _joined(found)


def _part(found: Element, name: str) -> str:
    return _joined(found.find(M + name))


def _setting(found: Element, name: str, default: str = "") -> str:
    """Return `m:val` of a setting; Word leaves out what is the default."""
    one = found.find(f"{M}{local(found)}Pr/{M}{name}")
    return default if one is None else str(one.get(M + "val", ""))


def _run(found: Element) -> str:
    value = "".join(one.text or "" for one in found.iter(M + "t", W + "t"))
    settings = found.find(M + "rPr")
    if settings is not None and settings.find(M + "nor") is not None:
        return f"\\text{{{value}}}" if value.strip() else value and r"\ "
    style = None if settings is None else settings.find(M + "sty")
    is_plain = style is not None and style.get(M + "val") == "p"
    if value.strip() in FUNCTIONS:
        return f"\\{value.strip()}"
    made = _signs(value)
    if settings is not None and (script := settings.find(M + "scr")) is not None:
        command = SCRIPTS.get(script.get(M + "val", ""))
        return f"\\{command}{{{made}}}" if command else made
    if style is not None and style.get(M + "val") in ("b", "bi"):
        return f"\\mathbf{{{made}}}"
    if is_plain and value.isalpha() and value.isascii():
        return f"\\mathrm{{{made}}}"
    return made


def _signs(value: str) -> str:
    made = ""
    for sign in value:
        piece = SIGNS.get(sign, sign)
        if piece and made and piece[0].isalnum() and _ends_command(made):
            made += " "
        made += piece
    return made


def _fraction(found: Element) -> str:
    above, below = _part(found, "num"), _part(found, "den")
    kind = _setting(found, "type", "bar")
    if kind == "noBar":
        return f"\\genfrac{{}}{{}}{{0pt}}{{}}{{{above}}}{{{below}}}"
    return f"{{{above}}}/{{{below}}}" if kind == "lin" else f"\\frac{{{above}}}{{{below}}}"


def _base(found: Element) -> str:
    base = _part(found, "e")
    is_simple = len(base) == 1 or (base.startswith("\\") and base[1:].isalpha())
    return base if is_simple else f"{{{base}}}"


def _above(found: Element) -> str:
    return f"{_base(found)}^{{{_part(found, 'sup')}}}"


def _below(found: Element) -> str:
    return f"{_base(found)}_{{{_part(found, 'sub')}}}"


def _both(found: Element) -> str:
    return f"{_base(found)}_{{{_part(found, 'sub')}}}^{{{_part(found, 'sup')}}}"


def _before(found: Element) -> str:
    return f"{{}}_{{{_part(found, 'sub')}}}^{{{_part(found, 'sup')}}}{_base(found)}"


def _root(found: Element) -> str:
    degree = _part(found, "deg")
    return (
        f"\\sqrt[{degree}]{{{_part(found, 'e')}}}" if degree else f"\\sqrt{{{_part(found, 'e')}}}"
    )


def _nary(found: Element) -> str:
    sign = _setting(found, "chr", "∫")
    made = OPERATORS.get(sign, _signs(sign) or r"\int")
    for mark, name in (("_", "sub"), ("^", "sup")):
        limit = _part(found, name)
        made += f"{mark}{{{limit}}}" if limit else ""
    return f"{made}{{{_part(found, 'e')}}}"


def _delimited(found: Element) -> str:
    opening, closing = _setting(found, "begChr", "("), _setting(found, "endChr", ")")
    between = _setting(found, "sepChr", "|")
    parts = [_joined(one) for one in found.findall(M + "e")]
    inside = _delimiter(between).join(parts)
    return f"\\left{_delimiter(opening)}{inside}\\right{_delimiter(closing)}"


def _delimiter(sign: str) -> str:
    made = DELIMITERS.get(sign, SIGNS.get(sign, sign)) or "."
    return made + " " if made[-1].isalpha() else made


def _function(found: Element) -> str:
    name = _part(found, "fName")
    return f"{name}{{{_part(found, 'e')}}}"


def _limit_below(found: Element) -> str:
    base, limit = _part(found, "e"), _part(found, "lim")
    is_operator = base.startswith("\\") and base[1:].isalpha()
    return f"{base}_{{{limit}}}" if is_operator else f"\\underset{{{limit}}}{{{base}}}"


def _limit_above(found: Element) -> str:
    return f"\\overset{{{_part(found, 'lim')}}}{{{_part(found, 'e')}}}"


def _accent(found: Element) -> str:
    command = ACCENTS.get(_setting(found, "chr", "\u0302"), "hat")
    return f"\\{command}{{{_part(found, 'e')}}}"


def _bar(found: Element) -> str:
    command = "overline" if _setting(found, "pos", "bot") == "top" else "underline"
    return f"\\{command}{{{_part(found, 'e')}}}"


def _group(found: Element) -> str:
    sign, side = _setting(found, "chr", "⏟"), _setting(found, "pos", "bot")
    command = "overbrace" if sign == "⏞" or (side == "top" and sign not in "⏟") else "underbrace"
    if sign in "→←↔⇒":
        return f"\\overset{{{_signs(sign)}}}{{{_part(found, 'e')}}}"
    return f"\\{command}{{{_part(found, 'e')}}}"


def _matrix(found: Element) -> str:
    rows = [
        " & ".join(_joined(cell) for cell in row.findall(M + "e"))
        for row in found.findall(M + "mr")
    ]
    return "\\begin{matrix}" + r" \\ ".join(rows) + "\\end{matrix}"


def _array(found: Element) -> str:
    rows = [_joined(one) for one in found.findall(M + "e")]
    aligned = [row.replace(r"\&", "&") for row in rows]
    return "\\begin{aligned}" + r" \\ ".join(aligned) + "\\end{aligned}"


def _boxed(found: Element) -> str:
    return f"\\boxed{{{_part(found, 'e')}}}"


def _phantom(found: Element) -> str:
    is_shown = _setting(found, "show", "1") not in ("0", "off", "false")
    return _part(found, "e") if is_shown else f"\\phantom{{{_part(found, 'e')}}}"


CONVERTERS: dict[str, Callable[[Element], str]] = {
    "r": _run,
    "f": _fraction,
    "sSup": _above,
    "sSub": _below,
    "sSubSup": _both,
    "sPre": _before,
    "rad": _root,
    "nary": _nary,
    "d": _delimited,
    "func": _function,
    "limLow": _limit_below,
    "limUpp": _limit_above,
    "acc": _accent,
    "bar": _bar,
    "groupChr": _group,
    "m": _matrix,
    "eqArr": _array,
    "borderBox": _boxed,
    "phant": _phantom,
}

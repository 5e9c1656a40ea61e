"""Rosters of joiners as they are dropped on People: one that is right, one that is not."""

from bureau.composition.demo.names import plain

COLUMNS = "given_name,family_name,unit,title,manager,groups,country,start_date,personal_email"
JOINERS = [
    "Zoë,Martin,Engineering,Software engineer",
    "Tomás,Silva,Engineering,Data engineer",
    "Anna,Kowalska,Quality,Grading specialist",
    "Lars,Nyström,Quality,Audit analyst",
    "Inès,Benali,Seller care,Seller care agent",
    "Paul,Dubois,Seller care,Onboarding specialist",
    "Elena,Rossi,Buyer care,Returns specialist",
    "Sofia,García,Buyer care,Returns specialist",
    "Jan,de Vries,Logistics,Logistics planner",
    "Aoife,Byrne,Logistics,Parcel tracer",
    "Mikko,Virtanen,Product,Product designer",
    "Eva,Nováková,Finance,Accountant",
    "Nikos,Papadakis,HR,Recruiter",
    "Amina,Idrissi,Marketing,Content writer",
    "Tom,Baker,IT,Workplace engineer",
]
MANAGER = "lea@demo.example"


def private_address(given_name: str) -> str:
    """Return where the invitation of a joiner goes."""
    return f"{plain(given_name)}@private.example"


def good_roster() -> str:
    """Return fifteen people who start today; those of seller care also join their team."""
    return "\n".join([COLUMNS, *(_line(who) for who in JOINERS)]) + "\n"


def broken_roster() -> str:
    """Return a roster with a twice used address, an unknown manager and a bad date."""
    lines = [_line(who) for who in JOINERS[:5]]
    lines[1] = lines[0]
    lines[2] = lines[2].replace(MANAGER, "nobody@demo.example")
    lines[3] = lines[3].replace("2026-01-05", "31 February")
    return "\n".join([COLUMNS, *lines]) + "\n"


def _line(who: str) -> str:
    given_name, unit = who.split(",")[0], who.split(",")[2]
    team = "team-seller-care;all-fr" if unit == "Seller care" else "all-fr"
    return f"{who},{MANAGER},{team},FR,2026-01-05,{private_address(given_name)}"

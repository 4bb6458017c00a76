"""What a device is, in the words its owner knows it by: «Chrome på Windows»."""

_BROWSERS = (
    # The first that is found: most of them also call themselves what stands further down.
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internett"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
UNKNOWN = "En nettleser"


def kind_of(user_agent: str) -> str:
    """Browser and machine. Nothing else of what the browser says is kept."""
    text = user_agent[:400]
    browser = next((name for sign, name in _BROWSERS if sign in text), "")
    system = next((name for sign, name in _SYSTEMS if sign in text), "")
    if browser and system:
        return f"{browser} på {system}"
    return browser or system or UNKNOWN

"""The exception for a file that cannot be read, with the reason in English and in Chinese."""


class UnreadableSource(Exception):
    """A file cannot be read: str(error) says why in English, `chinese` in Chinese, for people who use the site."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese

    def __reduce__(self) -> tuple[type["UnreadableSource"], tuple[str, str]]:
        """How it is pickled, with both sentences."""
        return type(self), (str(self), self.chinese)

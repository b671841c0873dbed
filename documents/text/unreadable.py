"""Why a file cannot be read, in a sentence for each reader."""


class UnreadableSource(Exception):
    """str(error) says in English what is wrong with the file, `chinese` says it to readers of the site."""

    def __init__(self, english: str, chinese: str) -> None:
        super().__init__(english)
        self.chinese = chinese

    def __reduce__(self) -> tuple[type["UnreadableSource"], tuple[str, str]]:
        """How it travels from one process to another."""
        return type(self), (str(self), self.chinese)

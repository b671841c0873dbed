"""How a task is named: its number and title, which paragraph of its item it is, and its address."""

from typing import Any

from documents.paths import path_to
from tasks.paragraph_keys import item_of, place_of


class TaskNames:
    """The names of a task, made of its columns."""

    key: Any
    address: Any
    number: Any
    title: Any
    body: Any
    heading_path: Any
    document: Any
    get_deferred_fields: Any

    def __str__(self) -> str:
        return f"{self.numbering}{' ' if self.place_words else ''}{self.display_title}"

    def get_absolute_url(self) -> str:
        return path_to("tasks:detail", self.document.slug, self.address or self.key)

    @property
    def item_key(self) -> str:
        """The key of the item that it is, or a paragraph of."""
        return item_of(self.key) or self.key

    @property
    def anchor(self) -> str:
        """Where it stands on the page of its document: #s1-2, a paragraph #s1-2-d1, with the number of its address."""
        item, place = item_of(self.address), place_of(self.address)
        return f"s{self.item_key.replace('.', '-')}" + (f"-d{place}" if item else "")

    @property
    def is_part(self) -> bool:
        """Whether it is a part of an item: a paragraph, or a sub-item with a number of its own."""
        return bool(item_of(self.key))

    @property
    def place_words(self) -> str:
        """Which paragraph of its item it is: 第2段; "" for an item, and for a sub-item, which its own number tells."""
        is_paragraph = self.is_part and self.item_heading.startswith(self.number)
        return f"第{place_of(self.key)}段" if is_paragraph else ""

    @property
    def numbering(self) -> str:
        """Its number as printed, and which paragraph it is: （一）第2段."""
        return self.number + self.place_words

    @property
    def item_heading(self) -> str:
        """The heading of the item that it is a part of, "" for an item."""
        return str(self.heading_path[-1]) if self.is_part and self.heading_path else ""

    @property
    def display_title(self) -> str:
        """The title, or the first clause of the body where the item has none of its own; both for a paragraph that has
        the title of its item, where the body was fetched."""
        is_shared = self.item_heading.endswith(self.title) and "body" not in self.get_deferred_fields()
        if self.title and not is_shared:
            return self.title
        opening = self.body.partition("。")[0].partition("，")[0][:60]
        return f"{self.title}：{opening}" if self.title and opening else self.title or opening

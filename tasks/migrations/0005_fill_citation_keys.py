"""Citations that are stored get the keys by which the documents they name are found."""

import re
import unicodedata
from typing import Any

from django.db import migrations

BATCH = 500
NUMBER = re.compile(
    r"(?P<code>[一-鿿]{2,12})\s{0,3}"
    r"[〔\[［(（【〈﹝]?\s{0,2}(?P<year>(?:19|20|１９|２０)[0-9０-９]{2})\s{0,2}[〕\]］)）】〉﹞]?"
    r"[\s\-—－]{0,3}第?\s{0,2}(?P<serial>[0-9０-９]{1,5})\s{0,2}号?"
)


def number_key(number: str) -> str:
    match = NUMBER.fullmatch(number.strip())
    return f"{match['code']}-{int(match['year'])}-{int(match['serial'])}" if match else ""


def title_key(title: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", title)))[:300]


def forwards(apps: Any, schema_editor: Any) -> None:
    Citation = apps.get_model("tasks", "Citation")
    for citation in Citation.objects.order_by("pk").iterator(chunk_size=BATCH):
        citation.number_key, citation.title_key = number_key(citation.number), title_key(citation.title)
        citation.save(update_fields=["number_key", "title_key"])


class Migration(migrations.Migration):

    dependencies = [
        ("tasks", "0004_citation_keys"),
    ]

    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]

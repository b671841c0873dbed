"""Lines and links: what a template would write, with every sign escaped."""

from policykb.templatetags.lines import leaders, links


def test_each_part_is_escaped() -> None:
    assert links([("/a/?b=1&c=2", "甲<b>")]) == '<a href="/a/?b=1&amp;c=2">甲&lt;b&gt;</a>'
    line = leaders([("/氢/", "氢能", "8")])
    assert line == '<li><a href="/氢/"><span>氢能</span><span class="dots"></span><span class="note">8</span></a></li>'

"""The sample policies in a browser without a server: the browser's requests are answered by Django's test client, in
the transaction that holds them."""

from contextvars import copy_context

from django.test import Client
from playwright.sync_api import Page, Route

SITE = "http://localhost"  # the browser gives a page from there the clipboard


def serve(page: Page, client: Client) -> None:
    """Answer what the page asks for from here on. Playwright answers in a context of its own, where Django would open
    a connection of its own."""
    context = copy_context()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        response = context.run(client.get, path, headers={"host": "localhost"})
        body = response.getvalue()
        route.fulfill(status=response.status_code, headers=dict(response.items()), body=body)

    page.route(f"{SITE}/**", answer)

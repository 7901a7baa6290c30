"""What came of a simulation, for somebody who reads it in a terminal."""

from rich.console import Console
from rich.table import Table

from leadwright.kit.money import written

PROMISES = {
    "without_next_action": "Leads without a next action",
    "duplicates": "Messages that reached somebody twice",
    "sent_after_stop": "Messages after a reply, bounce or opt-out",
}
STAGES = ["leads", "researched", "contacted", "answered", "qualified", "accepted", "won"]


def tell(found: dict, console: Console) -> None:
    rows = found["rows"]
    console.print(
        f"[bold]{found['leads']} leads[/] of {rows['rows']} rows: {rows['created']} created, {rows['skipped']} already "
        f"there, {rows['refused']} refused."
    )
    console.print(table("Funnel", found["funnel"], STAGES))
    console.print(table("How the leads stand", found["outcomes"], list(found["outcomes"])))
    console.print(table("Touches by channel", found["touches"], list(found["touches"])))
    console.print(
        f"{found['messages_sent']} messages sent, {found['messages_at_the_sink']} counted at the sink; "
        f"{found['replies']} replies, {found['automatic_mail']} automatic mails, "
        f"{found['readings_corrected']} readings corrected."
    )
    promises = Table("Promise", "Broken", title="Promises", title_justify="left")
    for key, words in PROMISES.items():
        promises.add_row(words, f"[{'red' if found[key] else 'green'}]{found[key]}[/]")
    balance = found["commission_balance_cents"]
    promises.add_row("Commission ledger out of balance", f"[{'red' if balance else 'green'}]{written(balance)}[/]")
    console.print(promises)
    console.print(f"Took {found['seconds']} s.")


def table(title: str, counts: dict[str, int], keys: list[str]) -> Table:
    made = Table(title=title, title_justify="left", show_header=False)
    for key in keys:
        made.add_row(key.replace("_", " "), str(counts.get(key, 0)))
    return made

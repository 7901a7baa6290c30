// J and K move through the rows of the page; Enter opens the one that is current. The place survives a swap.
import { shown, silent } from "keys"

const rows = () => [...document.querySelectorAll("[data-row]")].filter(shown)
const current = () => document.querySelector("[data-row][aria-current]")
let kept = { place: 0, pane: "" }

export const choose = row => {
  if (!row) return
  mark(row)
  row.scrollIntoView({ block: "nearest" })
  row.dispatchEvent(new CustomEvent("lw:chosen", { bubbles: true }))
}

const mark = row => {
  document.querySelectorAll("[data-row][aria-current]").forEach(other => other.removeAttribute("aria-current"))
  row.setAttribute("aria-current", "true")
  kept = { place: rows().indexOf(row), pane: row.dataset.pane }
}

addEventListener("keydown", event => {
  if (silent(event) || document.querySelector("dialog[open]")) return
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key]
  const now = current()
  if (event.key === "Enter" && now && !event.target.closest("button, summary, a:not([data-row])")) {
    event.preventDefault()
    return (now.matches("a") ? now : now.querySelector("a[href]"))?.click()
  }
  const all = step ? rows() : []
  if (!all.length) return
  event.preventDefault()
  const to = all[Math.min(Math.max((now ? all.indexOf(now) : -1) + step, 0), all.length - 1)]
  choose(to)
  const inside = to.querySelector("[data-row-focus]") ?? to
  inside.focus({ preventScroll: true })
})

addEventListener("focusin", event => {
  const row = event.target.closest("[data-row]")
  if (!row || row === current()) return
  if (row.matches(":focus-visible")) choose(row)
  else if (row.querySelector("[data-key]")) mark(row) // its keys are meant by who is within it
})

// After a swap the same row stays current; where it has left the list, the one that took its place.
document.addEventListener("htmx:afterSettle", () => {
  if (!kept.pane) return
  const all = rows()
  const same = all.find(row => row.dataset.pane === kept.pane)
  if (!same) choose(all[Math.min(kept.place, all.length - 1)])
  else if (same !== current()) mark(same)
})

if (current()) mark(current())

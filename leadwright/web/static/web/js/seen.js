// A batch leaves when each letter that is marked has been on the screen to its last line; else the first unseen one comes.
import { choose } from "rows"

const seen = new IntersectionObserver(entries => entries
  .filter(entry => entry.isIntersecting)
  .forEach(({ target }) => (target.closest("[data-row]").dataset.seen = "")))
const watch = () => document.querySelectorAll("[data-unseen] .words > :last-child").forEach(line => seen.observe(line))

addEventListener("submit", event => {
  const said = event.target.dataset.unseen
  const next = said && [...event.target.querySelectorAll("[data-row]:not([data-seen])")].find(row => row.querySelector(":checked"))
  if (!next) return
  event.preventDefault()
  event.stopImmediatePropagation()
  choose(next)
  next.querySelector(".words > :last-child")?.scrollIntoView({ block: "nearest" })
  document.dispatchEvent(new CustomEvent("lw:said", { detail: { text: said } }))
}, true)
document.addEventListener("htmx:afterSettle", watch)
watch()

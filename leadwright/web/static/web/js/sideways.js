// What scrolls sideways because the window is narrow can be reached by Tab and moved by the arrow keys; what fits is no
// stop on the way.
const fit = each => each.scrollWidth > each.clientWidth ? each.setAttribute("tabindex", "0") : each.removeAttribute("tabindex")
const sizes = new ResizeObserver(seen => seen.forEach(({ target }) => fit(target)))
const watch = () => document.querySelectorAll(".scroll, .card:has(> .table)").forEach(each => sizes.observe(each))

document.addEventListener("htmx:afterSettle", watch)
watch()

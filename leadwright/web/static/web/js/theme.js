// Light or dark: what the reader chose, else what the system says. The server reads the cookie, so nothing flashes.
const root = document.documentElement

addEventListener("click", event => {
  if (!event.target.closest("[data-theme-toggle]")) return
  const dark = (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark"
  root.dataset.theme = dark ? "light" : "dark"
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`
})

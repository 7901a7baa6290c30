// [data-seek="12.5"] plays the call from there; [data-now="#id"] puts the second that is playing into that field.
const sound = () => document.querySelector("audio.player")
addEventListener("click", event => {
  const seek = event.target.closest("[data-seek]")
  const now = event.target.closest("[data-now]")
  const player = sound()
  if (!player) return
  if (seek) {
    player.currentTime = Number(seek.dataset.seek)
    player.play().catch(() => {})
  }
  if (now) document.querySelector(now.dataset.now).value = Math.floor(player.currentTime)
})

// Wakes for a push: shows the notice, and opens its address when it is chosen.
addEventListener("push", event => {
  const { title, text, address, tag } = event.data.json()
  event.waitUntil(registration.showNotification(title, { body: text, tag, data: { address } }))
})

addEventListener("notificationclick", event => {
  event.notification.close()
  event.waitUntil(clients.openWindow(event.notification.data.address))
})

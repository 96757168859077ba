// Runs before the home page is drawn. An address that asks for something
// shows no timeline first, which would have to go again.
const { keys } = document.currentScript.dataset;
const asked = new URLSearchParams(location.search);
if (keys.split(' ').some((key) => asked.get(key))) document.documentElement.classList.add('asking');

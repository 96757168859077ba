// Runs before the home page is drawn. An address that asks for something
// shows no timeline first, which would have to go again. Opened from a disk,
// this is the only script that browsers run: what needs the others goes.
const { keys } = document.currentScript.dataset;
const { classList } = document.documentElement;
const asked = new URLSearchParams(location.search);
if (location.protocol === 'file:') classList.add('from-disk');
else if (keys.split(' ').some((key) => asked.get(key))) classList.add('asking');

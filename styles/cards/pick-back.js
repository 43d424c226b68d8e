/* The order and the picks of the front; right ones and wrong picks marked, letters as shown. */
(function () {
  var box = document.querySelector('.pick'), list = box && box.querySelector('.opts');
  var key = document.querySelector('.key');
  document.onkeydown = null;
  if (!list || !key) return;
  var items = [].slice.call(list.children), state = null;
  try { state = JSON.parse(sessionStorage.getItem('crib-pick')); } catch (e) {}
  if (!state || state.id !== box.getAttribute('data-id') || state.order.length !== items.length)
    state = { order: items.map(function (_, i) { return i; }), picked: [] };
  var letters = /\bletters\b/.test(key.className), text = key.textContent;
  function right(n) {
    return letters ? text.indexOf(String.fromCharCode(65 + n)) >= 0
                   : items[n].textContent === text;
  }
  var shown = [], hit = state.picked.length > 0;
  state.order.forEach(function (n, place) {
    var is = right(n), on = state.picked.indexOf(n) >= 0;
    items[n].className = (is ? 'right' : '') + (on ? ' picked' : '') + (on && !is ? ' wrong' : '');
    hit = hit && is === on;
    if (is) shown.push(String.fromCharCode(65 + place));
    list.appendChild(items[n]);
  });
  list.className += ' live';
  if (letters) key.textContent = shown.join(', ');
  if (state.picked.length) key.className += hit ? ' hit' : ' miss';
})();

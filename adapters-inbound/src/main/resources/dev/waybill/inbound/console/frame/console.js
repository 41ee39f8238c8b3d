// What is live rests while nobody sees it, and is left alone while nothing in it changed.
(() => {
  'use strict';
  const last = new WeakMap();
  const rested = new WeakMap();
  let before = null;

  const isLive = (element) => element instanceof Element && element.hasAttribute('data-live');

  // Where nothing moves, every third look is enough.
  const isRest = (element, asked) => {
    if (asked === 'seen' || !element.querySelector('[data-idle]')) {
      return false;
    }
    const looks = ((rested.get(element) ?? 0) + 1) % 3;
    rested.set(element, looks);
    return looks !== 0;
  };

  document.addEventListener('htmx:beforeRequest', (event) => {
    const element = event.detail.elt;
    const asked = event.detail.requestConfig?.triggeringEvent?.type;
    if (isLive(element) && (document.hidden || isRest(element, asked))) {
      event.preventDefault();
    }
  });

  document.addEventListener('htmx:beforeSwap', (event) => {
    const element = event.detail.elt;
    if (!isLive(element)) {
      return;
    }
    const text = event.detail.xhr.responseText;
    const failed = event.detail.xhr.status >= 400;
    // An error in the place of what asks would never ask again.
    if (last.get(element) === text || (failed && element.getAttribute('hx-swap') === 'outerHTML')) {
      event.detail.shouldSwap = false;
    } else {
      before = {
        failed,
        open: [...element.querySelectorAll('details[open]')].map((details) => details.id),
        focus: element.contains(document.activeElement) ? document.activeElement.id : '',
      };
    }
    last.set(element, text);
  });

  // What was open stays open, and whoever was in it stays there: htmx finds what has an id and is
  // seen, which nothing within closed details is.
  document.addEventListener('htmx:afterSwap', () => {
    const was = before;
    before = null;
    if (!was) {
      return;
    }
    was.open.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
    const focus = was.focus && document.getElementById(was.focus);
    if (focus && focus !== document.activeElement) {
      focus.focus({ preventScroll: true });
    }
    if (was.failed) {
      return;
    }
    // What steers something goes with it.
    document.querySelectorAll('[data-while]').forEach((element) => {
      if (!document.getElementById(element.dataset.while)) {
        const held = element.contains(document.activeElement);
        element.remove();
        if (held) {
          document.getElementById('main').focus();
        }
      }
    });
  });

  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) {
      document.querySelectorAll('[data-live]').forEach((element) => window.htmx.trigger(element, 'seen'));
    }
  });

  // Whoever sees a mistake beside a field begins there.
  const wrong = document.querySelector('[aria-invalid="true"]');
  if (wrong instanceof HTMLElement) {
    wrong.focus();
  }
})();

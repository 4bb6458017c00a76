// The device around the page: the projector stays awake, and on an iPhone the bar above the
// keyboard is lifted by what the keyboard covers (other phones make the page lower instead).

export function keepAwake() {
  if (!navigator.wakeLock) return;
  const ask = () => {
    if (document.hidden) return;
    navigator.wakeLock.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

export function followKeyboard() {
  const view = window.visualViewport;
  if (!view) return;
  const draw = () => {
    const covered = Math.max(0, Math.round(innerHeight - view.height - view.offsetTop));
    const lift = view.scale > 1.01 || covered < 80 ? 0 : covered;
    document.documentElement.style.setProperty("--kb", `${lift}px`);
  };
  view.addEventListener("resize", draw);
  view.addEventListener("scroll", draw);
  draw();
}

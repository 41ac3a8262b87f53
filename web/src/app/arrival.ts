/** Where the browser loaded this document: what a page may use, the camera for one, goes with that address, not with later ones. */

const arrivedAt = window.location.pathname;

/** For a page that needs the camera: loads the document anew when it was loaded for another page. Never returns then. */
export async function loadedHere(href: string): Promise<void> {
  if (arrivedAt === href.split(/[?#]/)[0]) return;
  window.location.assign(href);
  await new Promise(() => {});
}

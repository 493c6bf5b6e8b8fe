/** All that the connection knows of the page around it; in Node there is none. */
export const pageSurroundings = {
  /** Where a relative address starts from. */
  get address(): string | undefined {
    return globalThis.location?.href;
  },

  /** Whether somebody can see the page; a program is always seen. */
  get isVisible(): boolean {
    return globalThis.document?.visibilityState !== "hidden";
  },

  /** Calls `listener` when the page is looked at again or the device is back online. Returns how to end that. */
  onReturn(listener: () => void): () => void {
    const whenVisible = () => {
      if (pageSurroundings.isVisible) listener();
    };
    const end = new AbortController();
    globalThis.document?.addEventListener("visibilitychange", whenVisible, end);
    globalThis.addEventListener?.("online", listener, end);
    return () => end.abort();
  },
};

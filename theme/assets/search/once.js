/* Keeps what was loaded; what failed is tried again at the next call. */
export function once(begin) {
  let kept = null;
  return () => {
    if (!kept) {
      kept = begin();
      kept.catch(() => { kept = null; });
    }
    return kept;
  };
}

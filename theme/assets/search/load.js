/* 载入：tables of the search. A page opened from a disk has another way, see generator/bundle. */

export async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}

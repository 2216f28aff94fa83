import { check } from "./stage.mjs";

/** How late a platform may accept a post, in milliseconds. */
const LATEST = 2_000;

/** Asks the pretend platforms what they really have: every feed once, with one picture, at its second. */
export async function everyFeedHasItOnce(demo, marker, due) {
  const answer = await fetch(`${demo.sandbox}/sandbox/posts`);
  check(answer.ok, `The sandbox answered with ${answer.status}`);
  const sent = (await answer.json()).filter((post) => post.text.includes(marker));
  check(sent.length === 7, `There should be seven posts on the platforms, there are ${sent.length}`);
  const accounts = sent.map(({ platform, account }) => `${platform} ${account}`).sort();
  const wanted = demo.feeds.map(({ platform, account }) => `${platform} ${account}`).sort();
  check(accounts.join() === wanted.join(), `They should be on ${wanted}, they are on ${accounts}`);
  const late = sent.map((post) => Date.parse(post.acceptedAt) - due);
  for (const [n, { platform, account, media }] of sent.entries()) {
    check(media.length === 1, `${platform} ${account} has ${media.length} pictures`);
    check(late[n] >= 0, `${platform} ${account} accepted it ${-late[n]} ms too early`);
    check(late[n] <= LATEST, `${platform} ${account} accepted it ${late[n]} ms after its time`);
  }
  return `${Math.min(...late)} to ${Math.max(...late)} ms after their time`;
}

/** Lets publishing go on, whatever became of the story. */
export async function releaseHolds(demo) {
  const headers = { Authorization: `Bearer ${demo.token}` };
  const holds = await (await fetch(`${demo.address}/api/v1/holds`, { headers })).json();
  await Promise.all(holds.items.map((hold) => fetch(`${demo.address}/api/v1/holds/${hold.id}`, { method: "DELETE", headers })));
}

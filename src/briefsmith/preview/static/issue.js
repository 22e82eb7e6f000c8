// Starts the page of `briefsmith preview`.
import { complain, show } from "./preview.js";

const answer = await fetch("issue.json");
if (answer.ok) await show(await answer.json());
else complain(await answer.text());

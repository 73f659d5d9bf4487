// @ts-check
// Verbale's pages work without this. It adds keys, search as you type, copying,
// and pages that fill up while reports are being read.
import { keys } from "./keys.js";
import { live } from "./live.js";
import { search } from "./search.js";
import { copying } from "./copy.js";
import { unfold } from "./swap.js";
import { locale } from "./locale.js";
import { dropping } from "./drop.js";
import { drawer } from "./drawer.js";
import { selecting } from "./select.js";

locale(document);
unfold(document);
keys();
copying();
search();
selecting();
dropping();
drawer();
live();

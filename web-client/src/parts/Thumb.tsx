import { useState } from "react";
import { thumbnailUrl } from "../api/posts";
import classes from "./parts.module.css";

/** A picture's thumbnail; keeps its square while loading and when the file is gone. */
export function Thumb({ media, size }: { media: string | null | undefined; size: number }) {
  const [gone, setGone] = useState<string | null>(null);
  if (!media || gone === media) return null;
  return (
    <img
      className={classes.thumb}
      src={thumbnailUrl(media)}
      alt=""
      width={size}
      height={size}
      loading="lazy"
      draggable={false}
      onError={() => setGone(media)}
    />
  );
}

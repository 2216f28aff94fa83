import { Progress } from "@mantine/core";
import { ImagePlus, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { uploadPicture } from "../../api/posts";
import { useI18n } from "../../i18n";
import { Thumb } from "../../parts/Thumb";
import classes from "./composer.module.css";
import { addPicture, type Draft } from "./draft";
import { Problems } from "./FeedPills";
import { uniqueKey } from "../../parts/uniqueKey";

type Upload = { key: string; name: string; share: number; stop: AbortController; failure: unknown };

type Props = {
  draft: Draft;
  problems: string[];
  onChange: (make: (before: Draft) => Draft) => void;
  /** How many pictures are still on their way. */
  onBusy: (count: number) => void;
};

const TYPES = "image/jpeg,image/png,image/webp,image/gif";

/** Pictures with their alt texts: chosen, dropped or pasted; each shows how far it has come. */
export function Pictures({ draft, problems, onChange, onBusy }: Props) {
  const { t, say, sayProblem } = useI18n();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const running = uploads.filter((one) => one.failure === null).length;
  useEffect(() => onBusy(running), [running, onBusy]);

  const stops = useRef(new Set<AbortController>());
  useEffect(() => () => stops.current.forEach((one) => one.abort()), []);

  const patch = (key: string, change: Partial<Upload>) =>
    setUploads((before) => before.map((one) => (one.key === key ? { ...one, ...change } : one)));
  const forget = (key: string) => setUploads((before) => before.filter((one) => one.key !== key));

  const take = (files: Iterable<File>) => {
    for (const file of files) {
      const upload: Upload = { key: uniqueKey(), name: file.name, share: 0, stop: new AbortController(), failure: null };
      stops.current.add(upload.stop);
      setUploads((before) => [...before, upload]);
      uploadPicture(file, (share) => patch(upload.key, { share }), upload.stop.signal)
        .then((picture) => {
          onChange((before) => addPicture(before, picture));
          forget(upload.key);
        })
        .catch((failure: unknown) => {
          if (upload.stop.signal.aborted) forget(upload.key);
          else patch(upload.key, { failure });
        })
        .finally(() => stops.current.delete(upload.stop));
    }
  };

  const takeRef = useRef(take);
  takeRef.current = take;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith("image/"));
      if (files.length > 0) {
        event.preventDefault();
        takeRef.current(files);
      }
    };
    document.addEventListener("paste", paste);
    return () => document.removeEventListener("paste", paste);
  }, []);

  return (
    <fieldset
      className={classes.field}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <legend>{t("composer.media")}</legend>
      {draft.pictures.map((picture, n) => (
        <div key={picture.id} className={classes.picture}>
          <Thumb media={picture.id} size={72} />
          <label>
            <span>{n === 0 ? t("composer.altText") : t("composer.altTextOf", { number: n + 1 })}</span>
            <textarea
              rows={2}
              value={picture.altText}
              placeholder={t("composer.altHint")}
              onChange={(event) => {
                const altText = event.currentTarget.value;
                onChange((before) => ({ ...before, pictures: before.pictures.map((one) => (one.id === picture.id ? { ...one, altText } : one)) }));
              }}
            />
          </label>
          <button type="button" className={classes.close} aria-label={t("composer.removePicture", { number: n + 1 })} onClick={() => onChange((before) => ({ ...before, pictures: before.pictures.filter((one) => one.id !== picture.id) }))}>
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      ))}
      {uploads.map((upload) => (
        <div key={upload.key} className={classes.upload} role="status">
          <div>
            {upload.failure === null ? (
              <>
                <span>{t("composer.uploading", { name: upload.name, share: say.share(upload.share) })}</span>
                <Progress value={upload.share * 100} size="sm" aria-hidden="true" />
              </>
            ) : (
              <p className={classes.problem}>{upload.name}: {sayProblem(upload.failure)}</p>
            )}
          </div>
          <button
            type="button"
            className={classes.close}
            aria-label={upload.failure === null ? t("composer.stopUpload", { name: upload.name }) : t("app.close")}
            onClick={() => (upload.failure === null ? upload.stop.abort() : forget(upload.key))}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      ))}
      <label className={classes.add}>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          accept={TYPES}
          multiple
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = ""; // the same file may be chosen again
          }}
        />
        <ImagePlus size={16} aria-hidden="true" />
        <span>{over ? t("composer.dropHere") : t("composer.addPicture")}</span>
      </label>
      {draft.pictures.length === 0 && uploads.length === 0 && <p className={classes.hint}>{t("composer.addHint")}</p>}
      <Problems list={problems} />
    </fieldset>
  );
}

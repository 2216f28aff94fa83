import { PasswordInput } from "@mantine/core";
import { useI18n } from "../i18n";
import { SHORTEST_PASSWORD } from "../models/people";

/** Whether it can be sent; what is too common only the server knows. */
export const longEnough = (password: string) => Array.from(password).length >= SHORTEST_PASSWORD;

/** A password that is being chosen: pasted, made by a password manager, or typed and looked at. */
export function NewPassword({ label, value, onChange, failure, size }: { label: string; value: string; onChange: (value: string) => void; failure?: string; size?: "md" }) {
  const { t } = useI18n();
  return (
    <PasswordInput
      label={label} description={t("people.passwordHint")} name="new-password" autoComplete="new-password" required withAsterisk={false}
      size={size} value={value} onChange={(event) => onChange(event.currentTarget.value)} error={failure}
      visibilityToggleButtonProps={{ "aria-label": t("connect.showSecret") }}
    />
  );
}

import type { Passkey } from "../models/people";
import type { Page } from "../models/post";
import type { Session } from "../models/session";
import { call, Problem } from "./http";

/** Passkeys (WebAuthn): what the server asks goes to the device, and the device's answer back. Bytes travel as base64url. */

type Described = { id: string; type: "public-key"; transports?: AuthenticatorTransport[] };
type Creation = Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> & {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials?: Described[];
};
type Asked = Omit<PublicKeyCredentialRequestOptions, "challenge" | "allowCredentials"> & { challenge: string; allowCredentials?: Described[] };

/** Whether this browser can use passkeys at this address. */
export const passkeysWork = (origin: string | undefined) => origin === location.origin && isSecureContext && "PublicKeyCredential" in window;

export const fetchPasskeys = () => call<Page<Passkey>>("GET", "/me/passkeys").then((page) => page.items);
export const removePasskey = (id: string) => call<void>("DELETE", `/me/passkeys/${id}`);

/** @throws Problem, with type `passkey-cancelled` if the person or the device would not */
export async function makePasskey(name: string, password: string): Promise<Passkey> {
  const { challenge, user, excludeCredentials, ...asked } = await call<Creation>("POST", "/me/passkeys/options", { body: { password } });
  const made = await ask(() =>
    navigator.credentials.create({ publicKey: { ...asked, challenge: bytes(challenge), user: { ...user, id: bytes(user.id) }, excludeCredentials: excludeCredentials?.map(described) } }),
  );
  const response = made.response as AuthenticatorAttestationResponse;
  return await call<Passkey>("POST", "/me/passkeys", {
    body: {
      name,
      credential: {
        ...common(made),
        response: { clientDataJSON: text(response.clientDataJSON), attestationObject: text(response.attestationObject), transports: response.getTransports?.() ?? [] },
      },
    },
  });
}

/** @throws Problem, with type `passkey-cancelled` if the person or the device would not */
export async function signInByPasskey(): Promise<Session> {
  const { challenge, allowCredentials, ...asked } = await call<Asked>("POST", "/session/passkey/options");
  const used = await ask(() => navigator.credentials.get({ publicKey: { ...asked, challenge: bytes(challenge), allowCredentials: allowCredentials?.map(described) } }));
  const response = used.response as AuthenticatorAssertionResponse;
  return await call<Session>("POST", "/session/passkey", {
    body: {
      credential: {
        ...common(used),
        response: {
          clientDataJSON: text(response.clientDataJSON),
          authenticatorData: text(response.authenticatorData),
          signature: text(response.signature),
          userHandle: response.userHandle && text(response.userHandle),
        },
      },
    },
  });
}

async function ask(device: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  let answer: Credential | null;
  try {
    answer = await device();
  } catch (failure) {
    const known = failure instanceof DOMException && failure.name === "InvalidStateError";
    throw new Problem(known ? "passkey-known" : "passkey-cancelled", 400, "");
  }
  if (!answer) throw new Problem("passkey-cancelled", 400, "");
  return answer as PublicKeyCredential;
}

const common = (credential: PublicKeyCredential) => ({ id: credential.id, rawId: text(credential.rawId), type: credential.type, clientExtensionResults: {} });

const described = (one: Described): PublicKeyCredentialDescriptor => ({ ...one, id: bytes(one.id) });

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

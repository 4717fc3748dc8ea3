import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, client } from "../api/client";
import { queries } from "../api/queries";
import { Field, submitting } from "../parts/Field";
import { ErrorNote } from "../parts/Notes";
import { useTitle } from "../parts/useTitle";
import "./signin.css";
import { useTheme } from "./theme";

/** The door. Whoever had to sign in again comes back to the page where they were. */
export function SignIn({ failed }: { failed: unknown }) {
  useTitle("Sign in");
  useTheme();
  const cache = useQueryClient();
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => ask(client.POST("/api/v1/session", { body: { username, password } })),
    onSuccess: async () => {
      cache.removeQueries({ predicate: (one) => one.queryKey[0] !== "who" });
      await cache.invalidateQueries({ queryKey: queries.who().queryKey });
    },
  });
  return (
    <main className="signin">
      <form className="card" onSubmit={submitting(signIn)} aria-labelledby="title">
        <img src="/favicon.svg" alt="" width="40" height="40" />
        <h1 id="title">Sign in to OpenLuffy</h1>
        {failed ? <ErrorNote error={failed} /> : null}
        {signIn.error && <ErrorNote error={signIn.error} />}
        <Field
          id="username"
          label="User name"
          name="username"
          autoComplete="username"
          value={username}
          onChange={setUsername}
          autoFocus
        />
        <Field
          id="password"
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
        />
        <button type="submit" className="button primary" aria-disabled={signIn.isPending}>
          {signIn.isPending ? "Signing in…" : "Sign in"}
        </button>
        <p className="meta">
          The first user is <code>admin</code>; the server showed its password at the first start and keeps it in
          the file <code>admin-password</code> of its home folder.
        </p>
      </form>
    </main>
  );
}

-- The tables of conversations as the chat made them before they had a tenant.
CREATE SCHEMA IF NOT EXISTS chat;

CREATE TABLE IF NOT EXISTS chat.users (
    "id" uuid PRIMARY KEY,
    "identifier" text NOT NULL UNIQUE,
    "metadata" jsonb NOT NULL,
    "createdAt" text
);

CREATE TABLE IF NOT EXISTS chat.threads (
    "id" uuid PRIMARY KEY,
    "createdAt" text,
    "name" text,
    "userId" uuid REFERENCES chat.users ("id") ON DELETE CASCADE,
    "userIdentifier" text,
    "tags" text[],
    "metadata" jsonb
);

CREATE TABLE IF NOT EXISTS chat.steps (
    "id" uuid PRIMARY KEY,
    "name" text NOT NULL,
    "type" text NOT NULL,
    "threadId" uuid NOT NULL REFERENCES chat.threads ("id") ON DELETE CASCADE,
    "parentId" uuid,
    "streaming" boolean NOT NULL,
    "waitForAnswer" boolean,
    "isError" boolean,
    "metadata" jsonb,
    "tags" text[],
    "input" text,
    "output" text,
    "createdAt" text,
    "command" text,
    "start" text,
    "end" text,
    "generation" jsonb,
    "showInput" text,
    "language" text,
    "indent" integer,
    "defaultOpen" boolean,
    "autoCollapse" boolean,
    "icon" text,
    "modes" jsonb
);

CREATE TABLE IF NOT EXISTS chat.elements (
    "id" uuid PRIMARY KEY,
    "threadId" uuid REFERENCES chat.threads ("id") ON DELETE CASCADE,
    "type" text,
    "url" text,
    "chainlitKey" text,
    "name" text NOT NULL,
    "display" text,
    "objectKey" text,
    "size" text,
    "page" integer,
    "language" text,
    "forId" uuid,
    "mime" text,
    "props" jsonb,
    "autoPlay" boolean,
    "playerConfig" jsonb
);

CREATE TABLE IF NOT EXISTS chat.feedbacks (
    "id" uuid PRIMARY KEY,
    "forId" uuid NOT NULL REFERENCES chat.steps ("id") ON DELETE CASCADE,
    "threadId" uuid NOT NULL,
    "value" integer NOT NULL,
    "comment" text
);

CREATE INDEX IF NOT EXISTS steps_of_thread ON chat.steps ("threadId", "createdAt");
CREATE INDEX IF NOT EXISTS elements_of_thread ON chat.elements ("threadId");
CREATE INDEX IF NOT EXISTS threads_of_user ON chat.threads ("userId");
CREATE INDEX IF NOT EXISTS feedbacks_of_step ON chat.feedbacks ("forId");

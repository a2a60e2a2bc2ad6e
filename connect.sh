#!/usr/bin/env bash
# Points a coding agent at Sluice: prints the set-up, writes it into the agent's own configuration, or takes it out again.
set -euo pipefail
# Offsets are bytes, whatever the configuration is written in.
export LC_ALL=C

usage() {
  cat <<'END'
Usage: ./connect.sh codex|claude|gemini|opencode|qwen [options]
  --model MODEL   a model from /v1/models (default: one that fits the agent)
  --api API       OpenCode only: the API it speaks, chat (default), messages or responses
  -p PORT         Sluice's port (default: PORT, .env, application.yaml's server.port, or 4000)
  --write         write the set-up into the agent's configuration, beside everything that is in it
  --remove        take exactly that out again
  -h              this help
Without --write or --remove it only prints. If PROXY_SERVER_KEY is set, here or in .env, it is the key that is written.
END
}

fail() { echo "$1" >&2; exit "${2:-1}"; }

client= model= port= api= action=print
while [ $# -gt 0 ]; do
  case $1 in
    codex|claude|gemini|opencode|qwen) client=$1 ;;
    --model) [ $# -ge 2 ] || fail "--model needs a model's name." 2; model=$2; shift ;;
    --api) [ $# -ge 2 ] || fail "--api needs chat, messages or responses." 2; api=$2; shift ;;
    -p) [ $# -ge 2 ] || fail "-p needs a port." 2; port=$2; shift ;;
    --write) action=write ;;
    --remove) action=remove ;;
    -h|--help) usage; exit 0 ;;
    *) echo "Unknown: $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done
[ -n "$client" ] || { usage >&2; exit 2; }
[ -z "$api" ] || [ "$client" = opencode ] || fail "--api is for opencode only; $client speaks one API." 2
case ${api:-chat} in
  chat) npm=@ai-sdk/openai-compatible ;;
  messages) npm=@ai-sdk/anthropic ;;
  responses) npm=@ai-sdk/openai ;;
  *) fail "--api must be chat, messages or responses, not '$api'." 2 ;;
esac

home=${SLUICE_HOME:-$PWD}

# setting NAME: prints a variable of the environment or of .env.
setting() {
  local value=${!1:-}
  [ -n "$value" ] || value=$(sed -n "s/^[[:space:]]*\(export[[:space:]]*\)\{0,1\}$1[[:space:]]*=[[:space:]]*//p" "$home/.env" 2>/dev/null |
    tail -n 1 | sed "s/[[:space:]]*$//; s/^\([\"']\)\(.*\)\1$/\2/")
  printf %s "$value"
}

# Prints server.port of application.yaml.
yaml_port() {
  awk '/^[^ \t#]/ { server = /^server:/ } server && /^[ \t]+port:/ { gsub(/[^0-9]/, "", $2); print $2; exit }' \
    "$home/application.yaml" 2>/dev/null || true
}

[ -n "$port" ] || port=$(setting PORT)
[ -n "$port" ] || port=$(yaml_port)
port=${port:-4000}
[[ $port =~ ^[0-9]{1,5}$ ]] || fail "The port must be a number from 1 to 65535, not '$port'." 2
url=http://127.0.0.1:$port
key=$(setting PROXY_SERVER_KEY)
case $key in
  '') key=local ;;
  sha256:*) key=your-client-key; echo "Only the hash of the client key is known here: put the key itself in the place of $key." >&2 ;;
esac
# Both go into JSON, TOML and .env as they are.
plain='^[A-Za-z0-9._~+/=:@-]+$'
[[ $key =~ $plain ]] || fail "PROXY_SERVER_KEY has characters that cannot be written; set the agent up by hand, as docs/clients.md says."

case $client in
  codex)
    model=${model:-copilot-gpt-5.2-codex} file=${CODEX_HOME:-$HOME/.codex}/sluice.config.toml start="codex -p sluice" ;;
  claude)
    model=${model:-copilot-claude-sonnet-4.5} file=${CLAUDE_CONFIG_DIR:-$HOME/.claude}/settings.json start=claude ;;
  gemini)
    model=${model:-copilot-gemini-2.5-pro} file=$HOME/.gemini/.env start=gemini ;;
  opencode)
    model=${model:-copilot-claude-sonnet-4.5} file=${XDG_CONFIG_HOME:-$HOME/.config}/opencode/opencode.json
    start="opencode -m sluice/$model" ;;
  qwen)
    model=${model:-copilot-gpt-4o} file=$HOME/.qwen/.env start=qwen ;;
esac
[[ $model =~ $plain ]] || fail "That is no model's name: $model" 2
first=$file
# members: prints the members that go into the JSON object of this client, without the comma behind the last.
members() {
  case $client in
    claude) printf '    "%s": "%s",\n' ANTHROPIC_BASE_URL "$url" ANTHROPIC_AUTH_TOKEN "$key" ANTHROPIC_MODEL "$model" &&
      printf '    "ANTHROPIC_DEFAULT_HAIKU_MODEL": "%s"' "$model" ;;
    opencode) printf '    "sluice": {\n      "npm": "%s",\n      "name": "Sluice",\n' "$npm" &&
      printf '      "options": { "baseURL": "%s/v1", "apiKey": "%s" },\n      "models": { "%s": {} }\n    }' "$url" "$key" "$model" ;;
    gemini) printf '      "selectedType": "gemini-api-key"' ;;
  esac
}

# lines: prints what goes to the end of a file of lines.
lines() {
  case $client in
    codex) cat <<END
# Sluice
model = "$model"
model_provider = "sluice"
web_search = "disabled"

[model_providers.sluice]
name = "Sluice"
base_url = "$url/v1"
wire_api = "responses"
experimental_bearer_token = "$key"
END
      ;;
    gemini) cat <<END
# Sluice
GOOGLE_GEMINI_BASE_URL=$url
GEMINI_API_KEY=$key
GEMINI_MODEL=$model
END
      ;;
    qwen) cat <<END
# Sluice
OPENAI_BASE_URL=$url/v1
OPENAI_API_KEY=$key
OPENAI_MODEL=$model
END
      ;;
  esac
}

# part NAME: chooses one of the client's files: its first, main, or settings, which only Gemini CLI has.
# object is the way to the JSON object that members go into, empty for a file of lines; names are what is put there;
# blank is what a file holds that is made for the agent. OpenCode adds the line itself where it misses it.
part() {
  file=$first object= blank=
  case $client-$1 in
    claude-*) object=env names='ANTHROPIC_BASE_URL|ANTHROPIC_AUTH_TOKEN|ANTHROPIC_MODEL|ANTHROPIC_DEFAULT_HAIKU_MODEL' blank=$'{}\n' ;;
    opencode-*) object=provider names=sluice blank=$'{\n  "$schema": "https://opencode.ai/config.json"\n}\n' ;;
    codex-*) names='model|model_provider|web_search' ;;
    gemini-main) names='GOOGLE_GEMINI_BASE_URL|GEMINI_API_KEY|GEMINI_MODEL' ;;
    gemini-settings) file=$HOME/.gemini/settings.json object='security auth' names=selectedType blank=$'{}\n' ;;
    qwen-*) names='OPENAI_BASE_URL|OPENAI_API_KEY|OPENAI_MODEL' ;;
  esac
  # A configuration kept elsewhere and linked here stays linked.
  [ ! -L "$file" ] || file=$(readlink -f "$file")
  # What was put in, to the byte, so that exactly that can be taken out.
  note=$file.sluice
}

case $client in gemini) parts='main settings' ;; *) parts=main ;; esac

# nested FROM: prints the members within what of the object's way is not there yet.
nested() {
  local way=($object) at indent
  for ((at = $1; at < ${#way[@]}; at++)); do printf -v indent '%*s' $((2 * at + 2)) ''; printf '%s"%s": {\n' "$indent" "${way[at]}"; done
  members
  for ((at = ${#way[@]} - 1; at >= $1; at--)); do printf -v indent '%*s' $((2 * at + 2)) ''; printf '\n%s}' "$indent"; done
}

# place: reads JSON and prints where this client's members go: "put DEPTH OFFSET EMPTY" behind the innermost brace of the
# object's way that is there, DEPTH of its names deep; or "taken NAME START END", the bytes of a text that is there under
# one of the members' names, END 0 if it is no text; or nothing if it is no JSON. Comments are skipped.
place() {
  awk -v object="$object" -v names="$names" '
    { text = text $0 "\n" }
    # Prints the next token that means something, from i on; moves i behind it.
    function token(   c) {
      while (i <= length(text)) {
        c = substr(text, i, 1)
        if (c ~ /[ \t\r\n]/) { i++; continue }
        if (substr(text, i, 2) == "//") { while (i <= length(text) && substr(text, i, 1) != "\n") i++; continue }
        if (substr(text, i, 2) == "/*") { i += 2; while (i <= length(text) && substr(text, i, 2) != "*/") i++; i += 2; continue }
        from = i++
        if (c == "\"") {
          while (i <= length(text) && substr(text, i, 1) != "\"") i += substr(text, i, 1) == "\\" ? 2 : 1
          i++
          return substr(text, from, i - from)
        }
        return c
      }
      return ""
    }
    function taken(name,   value) {
      value = token()
      print "taken", name, from - 1, value ~ /^"/ ? i - 1 : 0
      exit
    }
    END {
      length_of_way = split(object, way, " ")
      i = 1
      if (token() != "{") exit
      # How deep the walk is, how deep of it on the way, and the place behind the brace found so far.
      depth = 1; on = 0; found = 0; offset[0] = i - 1; opened = 1; before = "{"
      while (depth > 0 && (now = token()) != "") {
        if (opened) { if (depth == on + 1) empty[on] = now == "}"; opened = 0 }
        if (now == ":" && depth == on + 1) {
          if (on == length_of_way) { if (before ~ "^\"(" names ")\"$") taken(before) }
          else if (before == "\"" way[on + 1] "\"") {
            now = token()
            if (now != "{") { print "taken", before, 0, 0; exit }
            depth++; on++; offset[on] = i - 1; if (on > found) found = on; opened = 1; before = now; continue
          }
        }
        if (now == "{" || now == "[") depth++
        if (now == "}" || now == "]") { depth--; if (depth == on) on-- }
        before = now
      }
      if (depth > 0) exit
      print "put", found, offset[found], empty[found] + 0
    }'
}

# content FILE: sets text to all of it, line ends at its end included.
content() { text=$(cat "$1"; printf x); text=${text%x}; }

# store TEXT: puts it in the place of the file at once, with the file's mode; one of its own is for its owner alone.
store() {
  local fresh
  fresh=$(mktemp "$file.XXXXXX")
  [ ! -e "$file" ] || cp -p "$file" "$fresh"
  printf %s "$1" > "$fresh"
  mv "$fresh" "$file"
}

# without: takes out of text what the note says was put in. The note has how the file was before in its first line: new,
# old, or "for" and the text that it had instead.
without() {
  local noted=$text piece before after back=
  content "$note"; piece=${text#*$'\n'} made=${text%%$'\n'*} text=$noted
  # What was all that the object held has a comma behind it once the agent has added to it.
  case $object:$text in :*|*"$piece"*) ;; *) piece=${piece%$'\n'}, ;; esac
  case $text in
    *"$piece"*)
      before=${text%%"$piece"*} after=${text#*"$piece"}
      case $made in
        'for '*) back=${piece%\"*\"}${made#for } ;;
        # A comma there is the agent's, which has added something in front of what was put in.
        *) if [ -n "$object" ] && [[ $before =~ ,[[:space:]]*$ && $after =~ ^[[:space:]]*\} ]]; then before=${before%,*}; fi ;;
      esac
      text=$before$back$after ;;
    # Whoever has chosen anew meant it.
    *) case $made in 'for '*) return ;; esac
      fail "What was written into $file was changed since. Take it out by hand (it is in $note), and delete $note." ;;
  esac
}

# remove: takes it out of the file; the file goes if it was made for it and holds nothing else.
remove() {
  [ -e "$note" ] || return 1
  if [ -e "$file" ]; then
    content "$file"
    without
    case $made:$text in
      new:|new:"$blank") rm "$file" ;;
      *) store "$text" ;;
    esac
  fi
  rm "$note"
}

# plan: sets piece and its place, offset to behind in text, and made; fails if it can't be put in.
plan() {
  local kind at empty found comma=,
  made=old text=
  if [ -e "$file" ]; then content "$file"; else made=new text=$blank; fi
  if [ -z "$object" ]; then
    found=$(grep -E "^[[:space:]]*(export[[:space:]]+)?($names)[[:space:]]*=" <<< "$text" | head -n 1 || true)
    [ -z "$found" ] || fail "$file sets ${found%%=*} already. Take that out first."
    if [ "$client" = codex ] && grep -qE '^[[:space:]]*\[' <<< "$text"; then
      fail "$file has tables, and what goes in has to stand before them: write it there by hand, as docs/clients.md says."
    fi
    case $text in ''|*$'\n') piece= ;; *) piece=$'\n' ;; esac
    piece=$piece$(lines)$'\n' offset=${#text} behind=${#text}
    return
  fi
  read -r kind at offset empty <<< "$(printf %s "$text" | place)" || true
  case $kind in
    '') fail "$file is not a JSON object that can be read. Nothing was changed." ;;
    taken)
      behind=$empty
      # Which way to sign in has been chosen there is of no use with Sluice; it comes back when that goes.
      [ "$client" = gemini ] && [ "$behind" -gt 0 ] || fail "$file has $at already. Take that out first."
      made="for ${text:offset:behind-offset}"
      found=${text:0:offset} found=${found##*\"selectedType\"}
      offset=$((offset - ${#found} - 14)) piece=\"selectedType\"$found'"gemini-api-key"' ;;
    *)
      [ "$empty" = 0 ] || comma=
      piece=$'\n'$(nested "$at")$comma behind=$offset
      [ "$empty" = 0 ] || piece=$piece$'\n' ;;
  esac
}

put() {
  if [ "$made" != new ] && [ ! -e "$file.before-sluice" ]; then cp -p "$file" "$file.before-sluice"; fi
  # First the note: a piece that is noted and not there does no harm, one that is there and not noted would stay.
  printf '%s\n%s' "$made" "$piece" > "$note"
  store "${text:0:offset}$piece${text:behind}"
}

write() {
  local each
  # All is looked at before anything is put in, so that no agent is set up by halves.
  for each in $parts; do part "$each"; mkdir -p "$(dirname "$file")"; umask 077; remove || true; plan; done
  for each in $parts; do part "$each"; plan; put; echo "Written to $file."; done
}

case $action in
  print)
    key=${key/#*/your-key}
    for each in $parts; do
      part "$each"
      echo "In $file:"
      echo
      if [ -n "$object" ]; then printf '{\n%s\n}\n' "$(nested 0)"; else lines; fi
      echo
    done
    echo "Then: $start"
    echo "--write puts it there, --remove takes it out. Any key will do unless Sluice has client keys." ;;
  write)
    write
    echo "Start it with: $start" ;;
  remove)
    for each in $parts; do
      part "$each"
      if remove; then echo "Taken out of $file."; else echo "Nothing of Sluice was written to $file."; fi
    done ;;
esac

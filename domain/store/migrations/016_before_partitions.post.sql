-- What only programs from before migrations 014 and 015 call.

drop function es.append_group(text, integer[], text[], text[], bigint[], text[], smallint[], text[],
                              text[]);
drop function es.append(text, text[], bigint[], text[], smallint[], text[], text[], text);
drop policy bearer on es.tokens;
drop function es.token_owner(text);
drop index es.tokens_hash;

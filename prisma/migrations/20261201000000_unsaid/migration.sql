-- Statements write what they can of an answer as it is shown. Where a row turns out to need what SQL cannot say, such as
-- an error of GraphQL, the statement fails with this code, and the operation is resolved field by field.
create function unsaid() returns json language plpgsql volatile parallel safe as $$
begin
  raise exception using errcode = 'DS001', message = 'The answer has something that SQL cannot say.';
end $$;

"""schema: as much of JSON Schema as crib's schemas use. A keyword it does not know is an error, so that none is passed
over in silence."""
import re

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}
SAID = {"$schema", "$defs", "title", "description"}


def is_type(v, name):
    if isinstance(v, bool):
        return name == "boolean"
    return isinstance(v, TYPES[name])


def errors_of(value, schema, root=None, at="$"):
    root = root or schema
    if "$ref" in schema:
        return errors_of(value, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, at)
    found = []
    for word, arg in schema.items():
        if word == "type":
            ok = any(is_type(value, t) for t in (arg if isinstance(arg, list) else [arg]))
        elif word == "const":
            ok = value == arg
        elif word == "enum":
            ok = value in arg
        elif word == "pattern":
            ok = not isinstance(value, str) or re.search(arg, value)
        elif word == "minimum":
            ok = isinstance(value, bool) or not isinstance(value, (int, float)) or value >= arg
        elif word == "maximum":
            ok = isinstance(value, bool) or not isinstance(value, (int, float)) or value <= arg
        elif word in ("minItems", "minLength"):
            ok = not isinstance(value, (list, str)) or len(value) >= arg
        elif word == "required":
            ok = not isinstance(value, dict) or all(k in value for k in arg)
        elif word == "additionalProperties":
            ok = not isinstance(value, dict) or arg or set(value) <= set(schema["properties"])
        elif word == "properties":
            ok = True
            for k, s in arg.items():
                if isinstance(value, dict) and k in value:
                    found += errors_of(value[k], s, root, at + "." + k)
        elif word == "items":
            ok = True
            for i, v in enumerate(value if isinstance(value, list) else []):
                found += errors_of(v, arg, root, "%s[%d]" % (at, i))
        else:
            ok = word in SAID
        if not ok:
            found.append("%s: %s" % (at, word))
    return found

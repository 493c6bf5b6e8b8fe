using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using ObjectTree.Protocol.Wire;

namespace ObjectTree.Protocol.Messages;

// What the server asks of a client, and what that has to do with it.
public static partial class MessageReader
{
    private static bool TryReadHandlers(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = null;
        if (!reader.TryReadArrayHeader(0, out var count) || (count > HandlersMessage.Most && !reader.Fail($"{count} handlers")))
            return false;
        var names = ImmutableArray.CreateBuilder<string>(count);
        while (names.Count < count)
        {
            if (!reader.TryReadName(out var name) || (names.Contains(name) && !reader.Fail($"the handler '{name}' twice")))
                return false;
            names.Add(name);
        }
        message = new HandlersMessage(names.MoveToImmutable());
        return true;
    }

    private static bool TryReadRequest(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(1, out var request)
            && reader.TryReadName(out var name)
            && reader.TryReadArray(out var arguments)
            && reader.TryReadInt(0, out var position)
            && reader.TryReadInt(0, out var time)
            ? new RequestMessage(request, name, arguments, position, time)
            : null;
        return message is not null;
    }

    private static bool TryReadResponse(ref WireReader reader, [NotNullWhen(true)] out Message? message)
    {
        message = reader.TryReadInt(1, out var request)
            && reader.TryReadOptionalString(out var code)
            && reader.TryReadValue(out var value)
            ? new ResponseMessage(request, code, value)
            : null;
        return message is not null;
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>The forms of all types, found or made once per type; and why a type has none.</summary>
internal static class ValueForms
{
    private const string Usable =
        "Use bool, an integer type up to long, float, double, string, an enumeration, Guid, DateTimeOffset, byte[], ImmutableArray<T>, "
        + "ImmutableDictionary<string, T>, a positional record of these, or an object of the tree";

    private static readonly Lock Gate = new(); // a record has one form, since it has one number
    private static readonly ConcurrentDictionary<Type, ValueForm> Known = ScalarForms.All();

    public static ValueForm Of(Type type) => TryGet(type, out var why) ?? throw new NotSupportedException(why + ".");

    /// <param name="type">The type.</param>
    /// <param name="why">Where in it what cannot travel is, and why; null when it can.</param>
    public static ValueForm? TryGet(Type type, out string? why)
    {
        why = null;
        if (Known.TryGetValue(type, out var known))
            return known;
        lock (Gate)
            return Find(type, [], out why);
    }

    private static ValueForm? Find(Type type, List<Type> path, out string? why)
    {
        why = null;
        if (Known.TryGetValue(type, out var known))
            return known;
        if (path.Contains(type))
        {
            why = $"{type} holds itself, and a value has an end. Let an object of the tree refer to another";
            return null;
        }
        path.Add(type);
        var form = Make(type, path, out why);
        path.RemoveAt(path.Count - 1);
        return form is null ? null : Known.GetOrAdd(type, form);
    }

    private static ValueForm? Make(Type type, List<Type> path, out string? why)
    {
        why = null;
        if (type.ContainsGenericParameters || type.IsPointer || type.IsByRef)
            return Refuse(type, Usable, out why);
        if (type.IsAssignableTo(typeof(ITreeObject)) && !type.IsValueType)
            return new ObjectForm(type);
        if (type.IsEnum)
            return MakeEnum(type, out why);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Find(underlying, path, out why) is { } inner ? new NullableForm(type, inner) : null;
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (definition == typeof(ImmutableArray<>))
            return MakeCollection(nameof(MakeArray), type.GetGenericArguments()[0], path, out why);
        if (definition == typeof(ImmutableDictionary<,>) && type.GetGenericArguments()[0] == typeof(string))
            return MakeCollection(nameof(MakeMap), type.GetGenericArguments()[1], path, out why);
        if (Hint(type) is { } hint)
            return Refuse(type, hint, out why);
        return MakeRecord(type, path, out why);
    }

    private static EnumForm? MakeEnum(Type type, out string? why)
    {
        why = null;
        if (type.IsDefined(typeof(FlagsAttribute), inherit: false) && Enum.GetUnderlyingType(type) == typeof(ulong))
            return Refuse(type, "It is a number of 64 bits; take a smaller one", out why) as EnumForm;
        var form = new EnumForm(type);
        return form.TwiceNamed is { } name
            ? Refuse(type, $"Two of its members are named '{name}'; rename one with [WireName]", out why) as EnumForm
            : form;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The methods ask nothing of their type argument.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification =
        "Built-in items have forms already, and classes share code that is there. An item that is a struct or an enumeration needs code of "
        + "its own: where a native image has none, this throws NotSupportedException when the class is registered.")]
    private static ValueForm? MakeCollection(string method, Type item, List<Type> path, out string? why) =>
        Find(item, path, out why) is { } form
        ? (ValueForm)typeof(ValueForms).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(item)
            .Invoke(null, [form])!
        : null;

    private static ArrayForm<T> MakeArray<T>(ValueForm item) => new(item);

    private static MapForm<T> MakeMap<T>(ValueForm item) => new(item);

    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification =
        "A topic keeps the members of the record that it names. Those of a record inside another value may be trimmed away; it is then "
        + "refused by name when its class is registered.")]
    private static RecordForm? MakeRecord(Type type, List<Type> path, out string? why)
    {
        if (RecordShape.Of(type, out why) is not { } shape)
            return null;
        var fields = ImmutableArray.CreateBuilder<RecordField>();
        foreach (var (name, parameter, property) in shape.Fields)
        {
            if (Find(property.PropertyType, path, out why) is not { } form)
            {
                why = $"{type.Name}.{property.Name}: {why}";
                return null;
            }
            fields.Add(new RecordField(name, parameter, property.GetMethod!, form));
        }
        return new RecordForm(type, shape.Name, shape.Constructor, fields.ToImmutable());
    }

    private static string? Hint(Type type)
    {
        if (type == typeof(DateTime) || type == typeof(DateOnly) || type == typeof(TimeOnly))
            return "Use DateTimeOffset, or string";
        if (type == typeof(ulong) || type == typeof(decimal) || type == typeof(Int128) || type == typeof(UInt128) || type == typeof(nint)
            || type == typeof(nuint))
        {
            return "Use long (within ±(2^53−1)), double, or string";
        }
        if (type == typeof(char))
            return "Use string";
        if (type.IsArray || (type != typeof(string) && type.IsAssignableTo(typeof(System.Collections.IEnumerable))))
            return "Use ImmutableArray<T> or ImmutableDictionary<string, T>";
        return type == typeof(object) || type.IsPrimitive || type.IsInterface || type.IsAssignableTo(typeof(Delegate)) ? Usable : null;
    }

    private static ValueForm? Refuse(Type type, string hint, out string? why)
    {
        why = $"{type} cannot travel. {hint}";
        return null;
    }
}

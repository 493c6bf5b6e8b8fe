using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ObjectTree.Model.Values.Forms;

/// <summary>What makes a class or struct a record: a constructor that takes all it holds, by the names of its properties.</summary>
internal sealed record RecordShape(
    string Name, ConstructorInfo Constructor, ImmutableArray<(string Name, ParameterInfo Parameter, PropertyInfo Property)> Fields)
{
    private const string TypeOfRecord = "EqualityContract"; // made by the compiler

    /// <param name="type">The type.</param>
    /// <param name="why">Why it is none; null when it is.</param>
    public static RecordShape? Of([DynamicallyAccessedMembers(ValueMembers.Kept)] Type type, out string? why)
    {
        var all = type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        var properties = Array.FindAll(all, static property => property.GetIndexParameters().Length == 0 && property.Name != TypeOfRecord);
        var constructor = type.IsAbstract ? null : type.GetConstructors()
            .Where(one => IsPositional(one, properties, all)).MaxBy(one => one.GetParameters().Length);
        if (constructor is null)
        {
            why = $"{type} cannot travel. A class or struct has to be a positional record: record {NameOf(type)}(int X, string Text)"
                + (RuntimeFeature.IsDynamicCodeSupported
                    ? ""
                    : ". If it is one, its members were trimmed away: keep them with [DynamicDependency]");
            return null;
        }
        var fields = constructor.GetParameters().Select(parameter => Field(parameter, properties)).ToImmutableArray();
        why = Problem(type, properties, fields);
        return why is null ? new RecordShape(NameOf(type), constructor, fields) : null;
    }

    private static bool IsPositional(ConstructorInfo constructor, PropertyInfo[] properties, PropertyInfo[] all)
    {
        var parameters = constructor.GetParameters();
        return parameters.Length == 0
            ? IsRecordClass(all)
            : parameters.All(
                parameter => properties.Any(property => property.GetMethod is { IsPublic: true } && Matches(property, parameter)));
    }

    // A sign that the compiler leaves on a record class; a record without any field is told from other classes by it.
    private static bool IsRecordClass(PropertyInfo[] all) => Array.Exists(all, static property => property.Name == TypeOfRecord);

    private static bool Matches(PropertyInfo property, ParameterInfo parameter) =>
        property.Name == parameter.Name && property.PropertyType == parameter.ParameterType;

    private static (string Name, ParameterInfo Parameter, PropertyInfo Property) Field(ParameterInfo parameter, PropertyInfo[] properties)
    {
        var property = properties.First(one => Matches(one, parameter));
        return (parameter.GetCustomAttribute<WireNameAttribute>()?.Name ?? WireName.Of(property), parameter, property);
    }

    private static string? Problem(
        [DynamicallyAccessedMembers(ValueMembers.Kept)] Type type,
        PropertyInfo[] properties,
        ImmutableArray<(string Name, ParameterInfo Parameter, PropertyInfo Property)> fields)
    {
        bool IsExtra(PropertyInfo property) => property.SetMethod is not null && fields.All(field => field.Property != property);
        if (properties.FirstOrDefault(IsExtra) is { } extra)
            return $"{type} cannot travel. Its property {extra.Name} can be set and is not in its constructor, so that it would be lost";
        if (!type.IsValueType && fields.FirstOrDefault(field => IsMutable(field.Property)).Property is { } mutable)
            return $"{type} cannot travel. Its property {mutable.Name} can be set at any time; values are immutable";
        if (WritableField(type) is { } writable)
            return $"{type} cannot travel. Its field {writable} can be set and is not in its constructor, so that it would be lost";
        if (fields.GroupBy(field => field.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return $"{type} cannot travel. Two of its fields are named '{twice.Key}'; rename one with [WireName]";
        return fields.Select(field => field.Name).Append(NameOf(type)).FirstOrDefault(name => !WireName.IsValid(name)) is { } bad
            ? $"{type} cannot travel. The name '{bad}' has to be 1 to {WireName.MaxBytes} bytes of UTF-8 without NUL"
            : null;
    }

    private static string? WritableField([DynamicallyAccessedMembers(ValueMembers.Kept)] Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public).FirstOrDefault(field => !field.IsInitOnly)?.Name;

    private static bool IsMutable(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } setter
            && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string NameOf(Type type) => type.Name.Split('`')[0];
}

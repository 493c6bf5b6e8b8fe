using System.Collections.Immutable;
using ObjectTree.Model.Kinds;
using ObjectTree.Model.Shape;
using ObjectTree.Model.Topics;
using ObjectTree.Model.Values;
using ObjectTree.Types;

namespace ObjectTree.Contracts;

/// <summary>Reads the contract off registered classes.</summary>
internal sealed class ContractReader(IReadOnlyList<ObjectType> types)
{
    private readonly Documentation _documentation = new();

    public TreeContract Read() => new(
        [.. types.GroupBy(type => type.Schema.FrontendType).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Read(group.Key, [.. group.OrderBy(type => Depth(type.Type)).ThenBy(type => type.Schema.Number)]))]);

    private ContractType Read(string name, IReadOnlyList<ObjectType> classes)
    {
        var attributes = classes.Select(
            type => Enumerable.Range(1, type.Schema.Attributes.Length).Select(number => Attribute(type, number)));
        var methods = classes.Select(type => type.Methods.Select(Method));
        var (alike, partial) = Alike(attributes, attribute => attribute.Schema.Name, AreSame);
        var (common, some) = Alike(methods, method => method.Name, AreSame);
        return new ContractType(
            name, _documentation.Of(classes[0].Type), alike, common, [.. partial.Concat(some).Distinct().Order(StringComparer.Ordinal)]);
    }

    private ContractAttribute Attribute(ObjectType type, int number)
    {
        var property = type.PropertyOf(number);
        var value = TopicKinds.ValueTypeOf(property.PropertyType)!;
        var mayBeNull = !value.IsValueType && ((IHostedTopic)TopicKinds.Create(type.Schema.Attributes[number - 1].Kind)).Capture().IsNull;
        var schema = type.Schema.Attributes[number - 1];
        return new ContractAttribute(
            new AttributeSchema(schema.Name, schema.Kind, schema.Flags & ~AttributeFlags.Constrained)
                .With(DeclaredConstraints.Of(property, property.Name, schema.Name)),
            ValueConverters.Describe(value, mayBeNull, FrontendTypesOf), _documentation.Of(property));
    }

    private ContractMethod Method(CallableMethod method) => new(
        method.Name,
        [.. method.Arguments.Select(parameter => KeyValuePair.Create(
            parameter.Name!, ValueConverters.Describe(parameter.ParameterType, Nullability.MayBeNull(parameter), FrontendTypesOf)))],
        method.Result.Type == typeof(void)
            ? null
            : ValueConverters.Describe(method.Result.Type, !method.Result.Type.IsValueType && method.MayReturnNull, FrontendTypesOf),
        _documentation.Of(method.Declaration));

    /// <summary>Of the class itself, and of all that derive from it; none: of any, as those of SObject are.</summary>
    private ImmutableArray<string> FrontendTypesOf(Type type) => type == typeof(SObject)
        ? []
        : [.. types.Where(one => type.IsAssignableFrom(one.Type)).Select(one => one.Schema.FrontendType).Distinct()
            .Order(StringComparer.Ordinal)];

    /// <summary>What is the same in all, by name, and the names of the rest.</summary>
    private static (ImmutableArray<T> Alike, IEnumerable<string> Partial) Alike<T>(
        IEnumerable<IEnumerable<T>> classes, Func<T, string> nameOf, Func<T, T, bool> areSame)
    {
        var all = classes.Select(one => one.ToDictionary(nameOf)).ToList();
        var first = all[0];
        var alike = first.Where(one => all.TrueForAll(other => other.TryGetValue(one.Key, out var its) && areSame(one.Value, its)))
            .Select(one => one.Value).OrderBy(nameOf, StringComparer.Ordinal).ToImmutableArray();
        return (alike, all.SelectMany(one => one.Keys).Except(alike.Select(nameOf)));
    }

    private static bool AreSame(ContractAttribute one, ContractAttribute other) =>
        one.Schema.Kind == other.Schema.Kind && one.Schema.Flags == other.Schema.Flags
        && ContractText.TypeOf(one.Value) == ContractText.TypeOf(other.Value);

    private static bool AreSame(ContractMethod one, ContractMethod other) =>
        ContractText.SignatureOf(one) == ContractText.SignatureOf(other);

    private static int Depth(Type type) => type.BaseType is { } above ? 1 + Depth(above) : 0;
}

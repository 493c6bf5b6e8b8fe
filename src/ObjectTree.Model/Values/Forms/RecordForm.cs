using System.Collections.Immutable;
using System.Reflection;
using ObjectTree.Model.Topics;

namespace ObjectTree.Model.Values.Forms;

/// <summary>A record: what its constructor takes, by name.</summary>
internal sealed class RecordForm : ValueForm
{
    private readonly ConstructorInvoker _make;
    private readonly ImmutableArray<RecordField> _fields;

    public RecordForm(Type type, string name, ConstructorInfo constructor, ImmutableArray<RecordField> fields)
        : base(type)
    {
        (_make, _fields) = (ConstructorInvoker.Create(constructor), fields);
        Schema = RecordKinds.Of(name, [.. fields.Select(field => field.Name)]);
        Records = [.. fields.SelectMany(field => field.Form.Records).Distinct(), Schema];
        MayRefer = fields.Any(field => field.Form.MayRefer);
        Depth = 1 + fields.Select(field => field.Form.Depth).DefaultIfEmpty().Max();
        HoldsArrays = fields.Any(field => field.Form.HoldsArrays);
    }

    public RecordSchema Schema { get; }

    public override bool MayRefer { get; }

    public override int Depth { get; }

    public override bool HoldsArrays { get; }

    public override ImmutableArray<RecordSchema> Records { get; }

    public override ValueDescription Describe(Func<Type, ImmutableArray<string>> frontendTypesOf) =>
        new ValueDescription.Fields(
            Schema.Name, [.. _fields.Select(field => KeyValuePair.Create(field.Name, field.Describe(frontendTypesOf)))]);

    public override Value ToValue(object? value, ITopicHost? host)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.GetType() != Type)
        {
            throw new ArgumentException(
                $"A {value.GetType()} would lose what makes it more than a {Type}, which is what travels here.", nameof(value));
        }
        return Value.FromRecord(new RecordValue(Schema, [.. _fields.Select(field => field.Form.ToValueOrNull(field.Get(value), host))]));
    }

    public override object? FromValue(Value value, ITopicHost? host)
    {
        var content = new RecordContent(value, Schema);
        var arguments = new object?[_fields.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            var field = _fields[i];
            arguments[i] = content.TryGet(i, out var found) ? field.Form.FromValueOrNull(found, host) : field.Missing(Type);
        }
        return _make.Invoke(arguments.AsSpan());
    }

    public override Value Fit(Value value, ITopicHost? host)
    {
        var content = new RecordContent(value, Schema);
        var fitted = new Value[_fields.Length];
        for (var i = 0; i < fitted.Length; i++)
        {
            var form = _fields[i].Form;
            fitted[i] = content.TryGet(i, out var found) ? form.FitOrNull(found, host) : form.ToValueOrNull(_fields[i].Missing(Type), null);
        }
        return content.IsOwn && AreSame([.. fitted], value.AsRecord().Fields)
            ? value
            : Value.FromRecord(new RecordValue(Schema, [.. fitted]));
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ObjectTree.Model.Values.Forms;

/// <summary>One field of a record.</summary>
internal sealed class RecordField(string name, ParameterInfo parameter, MethodInfo getter, ValueForm form)
{
    private readonly MethodInvoker _get = MethodInvoker.Create(getter);

    public string Name => name;

    public ValueForm Form => form;

    public ValueDescription Describe(Func<Type, ImmutableArray<string>> frontendTypesOf) =>
        form.DescribeOrNull(Nullability.MayBeNull(parameter), frontendTypesOf);

    public object? Get(object record) => _get.Invoke(record);

    /// <summary>What it is when whoever wrote the record does not know it.</summary>
    /// <exception cref="ArgumentException">It has no default.</exception>
    public object? Missing(Type record)
    {
        if (parameter.HasDefaultValue)
            return Default();
        return form.TakesNull ? null : throw new ArgumentException($"The field '{name}' of {record.Name} is missing.");
    }

    // Metadata knows a default of an enumeration as a number, and that of any other struct as null.
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "The default of a struct needs no constructor.")]
    private object? Default()
    {
        var value = parameter.DefaultValue;
        var type = Nullable.GetUnderlyingType(form.Type) ?? form.Type;
        if (value is not null && type.IsEnum)
            return Enum.ToObject(type, value);
        return value is null && !form.TakesNull ? RuntimeHelpers.GetUninitializedObject(type) : value;
    }
}
